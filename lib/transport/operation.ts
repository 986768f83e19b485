import type { z } from "zod";
import type { ErrorCode } from "@/lib/core/errors";
import type { Resource } from "@/lib/core/key-scope";
import type { Need } from "@/lib/keys/scope/scope-verdict";
import type { OwnHeader } from "./described-headers";
import type { Tag } from "./openapi-tags";

/** One answer of an operation. `schema: null` is an empty body. */
export type OperationResponse = {
  description: string;
  schema: z.ZodType | null;
  example?: unknown;
  /** `application/json` unless told otherwise. */
  contentType?: string;
  /** The type of the same answer in another form, as text, when the caller asks for that. */
  textContentType?: string;
  textExample?: string;
  /** The same answer as server-sent events, when the caller asks for that: what the data of each is, and a whole stream. */
  events?: { schema: z.ZodType; example: string };
  /** Headers of its own. */
  headers?: readonly OwnHeader[];
};

/** Whose clients read an error: those of this API, OpenAI's or Anthropic's. */
export type ErrorShape = "native" | "openai" | "anthropic";

/** What an endpoint says of itself; the OpenAPI document is made of these and of nothing else. */
export type Operation = {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Path from the root with parameters in braces: `/v1/keys/{id}`. */
  path: string;
  operationId: string;
  tag: Tag;
  summary: string;
  description: string;
  params?: z.ZodObject | undefined;
  query?: z.ZodObject | undefined;
  /** Request headers, names in lower case. */
  headers?: z.ZodObject | undefined;
  body?: z.ZodType | undefined;
  bodyExample?: unknown;
  /** `application/json` unless told otherwise. */
  bodyContentType?: string;
  /** True when `run` reads the body of the request by itself; then the schema only documents it. */
  bodyIsRaw?: true;
  responses: Record<number, OperationResponse>;
  /** Codes of its own; those that follow from `auth`, `params`, `query` and `body` are added by themselves. */
  errors: readonly ErrorCode[];
  /** `native` unless told otherwise. */
  errorShape?: ErrorShape;
  auth: boolean;
  /**
   * What a key needs access to: to read it for GET, to change it for all else (or to call models). Several when it does the work of
   * several; null for what every key may do.
   */
  resource: Resource | readonly Resource[] | null;
  /** For a POST that changes nothing. */
  readsOnly?: true;
};

/** What of an operation decides which keys may do it. */
export type ScopedOperation = Pick<Operation, "resource" | "method" | "readsOnly">;

/** Whether an operation is a call of a model: it goes through the gateway's pipeline. */
export function callsModels({ resource, method }: ScopedOperation): boolean {
  return resource === "inference" && method === "POST";
}

/** What a key must be allowed for an operation. */
export function needsOf({ resource, method, readsOnly }: ScopedOperation): Need[] {
  const resources = resource === null ? [] : [resource].flat();
  const access = method === "GET" || readsOnly === true ? "read" : "write";
  return resources.map((one) => [one, access]);
}

const KEY_CODES = [
  "key_missing",
  "key_wrong_scheme",
  "key_has_blanks",
  "key_malformed",
  "key_wrong_length",
  "key_mistyped",
  "key_unknown",
  "key_deleted",
  "key_disabled",
  "key_expired",
  "secret_revoked",
  "scope_network",
  "scope_hours",
  "rate_limit_exceeded",
] as const satisfies readonly ErrorCode[];
const BODY_CODES = [
  "invalid_json",
  "invalid_field",
  "unknown_field",
  "payload_too_large",
  "unsupported_media_type",
] as const satisfies readonly ErrorCode[];

/** Every code an operation can answer with. */
export function codesOf({ auth, resource, params, query, headers, body, errors }: Operation): ErrorCode[] {
  const codes = new Set<ErrorCode>(auth ? KEY_CODES : []);
  if (auth && resource !== null) codes.add("scope_access");
  if (body !== undefined) for (const code of BODY_CODES) codes.add(code);
  if (query !== undefined || headers !== undefined) codes.add("invalid_field").add("unknown_field");
  if (params !== undefined) codes.add("not_found");
  for (const code of errors) codes.add(code);
  codes.add("internal_error");
  if (auth) codes.add("unavailable");
  return [...codes];
}
