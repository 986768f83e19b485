import {
  APIError,
  AuthenticationError,
  BadRequestError,
  ConflictError,
  type ErrorFacts,
  InternalError,
  NotFoundError,
  OverloadedError,
  PermissionError,
  ProviderError,
  RateLimitError,
  SpendingLimitError,
} from "./errors";
import { retryAfterMs } from "./retry-delay";

const BY_STATUS: Record<number, typeof BadRequestError> = {
  400: BadRequestError,
  401: AuthenticationError,
  402: SpendingLimitError,
  403: PermissionError,
  404: NotFoundError,
  405: BadRequestError,
  409: ConflictError,
  413: BadRequestError,
  415: BadRequestError,
  422: BadRequestError,
  431: BadRequestError,
  500: InternalError,
  502: ProviderError,
  503: OverloadedError,
  504: ProviderError,
};

/** The error that an answer of the server stands for: its own shape, OpenAI's and Anthropic's are all read. */
export function answerError(status: number, headers: Headers, body: unknown): APIError {
  const { message, ...said } = readBody(body);
  const facts: ErrorFacts = {
    status,
    headers,
    body,
    ...said,
    requestId: said.requestId ?? headers.get("x-request-id") ?? headers.get("request-id"),
  };
  const text = message ?? `The server answered ${status}.`;
  if (status === 429) return new RateLimitError(text, facts, retryAfterMs(headers));
  return new (BY_STATUS[status] ?? APIError)(text, facts);
}

type Said = Pick<ErrorFacts, "code" | "requestId" | "docUrl" | "param"> & { message: string | null };

function readBody(body: unknown): Said {
  const outer = asRecord(body);
  const nested = asRecord(outer.error);
  const inner = Object.keys(nested).length > 0 ? nested : outer;
  return {
    message: textIn(inner.message) ?? textIn(outer.error),
    code: textIn(inner.code) ?? textIn(inner.error) ?? textIn(inner.type),
    requestId: textIn(inner.request_id) ?? textIn(outer.request_id) ?? textIn(inner.requestId),
    docUrl: textIn(inner.doc_url) ?? textIn(inner.docUrl),
    param: textIn(inner.param),
  };
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function textIn(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
