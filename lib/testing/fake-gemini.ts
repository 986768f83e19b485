import { type FakeProvider, startFakeProvider } from "./fake-provider";
import { type FakeAnswer, type FakeWire, piecesOf } from "./fake-wire";

type Part = Record<string, unknown>;

/** Names of errors by status (cloud.google.com/apis/design/errors). */
const STATUSES: Readonly<Record<number, string>> = {
  400: "INVALID_ARGUMENT",
  401: "UNAUTHENTICATED",
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  429: "RESOURCE_EXHAUSTED",
  503: "UNAVAILABLE",
};

const WRONG_KEY = "API key not valid. Please pass a valid API key.";

const wire: FakeWire = {
  version: "/v1beta",
  isAuthorized: (headers, apiKey) => headers["x-goog-api-key"] === apiKey,
  // Gemini calls a wrong key a bad request.
  refusal: { status: 400, message: WRONG_KEY },
  answers: (path) => /^\/models\/[^/:]+:(streamG|g)enerateContent/.test(path),
  streams: (path) => path.includes(":streamGenerateContent?alt=sse"),
  plain: (_ask, answer) => response(partsOf(answer), answer, true),
  streamed: (_ask, answer) => {
    const parts = partsOf(answer).flatMap(inPieces);
    return parts.map((part, place) => event(response([part], answer, place === parts.length - 1)));
  },
  error: (code, message, retryAfterSeconds) => ({ error: errorOf(code, message, retryAfterSeconds) }),
  failure: (message) => event({ error: errorOf(503, message, undefined) }),
  sendsRetryAfter: false,
  models: { models: [{ name: "models/gemini-2.5-flash", displayName: "Gemini 2.5 Flash" }] },
};

/** A server that speaks Google's Gemini API (ai.google.dev/api/generate-content). */
export function startFakeGemini(options: { apiKey?: string } = {}): Promise<FakeProvider> {
  return startFakeProvider(wire, options.apiKey);
}

function event(data: object): string {
  return `data: ${JSON.stringify(data)}\r\n\r\n`;
}

function errorOf(code: number, message: string, retryAfterSeconds: number | undefined) {
  const detail = (type: string, fields: object) => ({
    "@type": `type.googleapis.com/google.rpc.${type}`,
    ...fields,
  });
  const details = [
    ...(message === WRONG_KEY ? [detail("ErrorInfo", { reason: "API_KEY_INVALID" })] : []),
    ...(retryAfterSeconds === undefined
      ? []
      : [detail("RetryInfo", { retryDelay: `${retryAfterSeconds}s` })]),
  ];
  return {
    code,
    message,
    status: STATUSES[code] ?? "INTERNAL",
    ...(details.length === 0 ? {} : { details }),
  };
}

function partsOf({ text = "Hello there", thoughts, calls = [] }: FakeAnswer): Part[] {
  return [
    ...(thoughts === undefined ? [] : [{ text: thoughts, thought: true }]),
    ...(text === "" ? [] : [{ text }]),
    // Only the first call of a turn is signed.
    ...calls.map(({ name, input }, place) => ({
      functionCall: { name, args: input },
      ...(place === 0 ? { thoughtSignature: "Z2VtaW5p" } : {}),
    })),
  ];
}

function inPieces(part: Part): Part[] {
  return typeof part.text === "string" ? piecesOf(part.text).map((text) => ({ ...part, text })) : [part];
}

function response(parts: Part[], answer: FakeAnswer, isLast: boolean): object {
  const content = { parts, role: "model" };
  return {
    candidates: [{ content, index: 0, ...(isLast ? { finishReason: answer.finish ?? "STOP" } : {}) }],
    usageMetadata: usageOf(answer, isLast),
    modelVersion: "gemini-2.5-flash",
    responseId: "gemini-fake",
  };
}

/** Each event tells the counts so far; thoughts are no part of the candidate's tokens. */
function usageOf(answer: FakeAnswer, isLast: boolean) {
  const { inputTokens = 20, cachedTokens = 0, outputTokens = 5, thoughtTokens = 0 } = answer;
  return {
    promptTokenCount: inputTokens,
    ...(cachedTokens === 0 ? {} : { cachedContentTokenCount: cachedTokens }),
    ...(isLast ? { candidatesTokenCount: outputTokens - thoughtTokens } : {}),
    totalTokenCount: inputTokens + (isLast ? outputTokens : 0),
    promptTokensDetails: [{ modality: "TEXT", tokenCount: inputTokens }],
    ...(thoughtTokens === 0 ? {} : { thoughtsTokenCount: thoughtTokens }),
  };
}
