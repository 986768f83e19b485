export * from "./errors";
export type * from "./inference-answers";
export type * from "./inference-types";
export { type KeyFormat, verifyKeyFormat } from "./key-format";
export { Layer } from "./layer";
export type { LayerOptions, LayerOptions as LayerConfig } from "./options";
export type { Answer, CallOptions, RequestOptions } from "./request-options";
