import type { SupportedProvider } from "./constants";
import type * as Api from "./generated/api";
import type { MODEL_REGISTRY } from "./generated/model-registry";

/** A model by name; any text will do, those known are offered. */
export type SupportedModel = keyof typeof MODEL_REGISTRY | (string & {});
export type Provider = SupportedProvider;
export type CreateGateRequest = Api.CreateGateBody;
export type UpdateGateRequest = Api.UpdateGateBody;
export type GateBase = Api.CreateGateBody;
export type RollbackGateRequest = Api.RollbackGateBody;
export type TaskAnalysis = Api.SuggestModelsForGateAnswer;
export type CreateKeyRequest = Api.CreateKeyBody;
export type OverrideConfig = { model?: boolean; temperature?: boolean; maxTokens?: boolean; topP?: boolean };
/** The body of an error answer. */
export type ErrorResponse = { error: string; message: string; details?: unknown };
