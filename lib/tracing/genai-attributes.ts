// Names of OpenTelemetry's semantic conventions for generative AI, as of November 2026. None of them is stable yet, so they stand
// here and nowhere else (github.com/open-telemetry/semantic-conventions-genai).
export const GEN_AI = {
  operation: "gen_ai.operation.name",
  provider: "gen_ai.provider.name",
  requestModel: "gen_ai.request.model",
  responseModel: "gen_ai.response.model",
  inputTokens: "gen_ai.usage.input_tokens",
  outputTokens: "gen_ai.usage.output_tokens",
  tokenType: "gen_ai.token.type",
  errorType: "error.type",
  httpStatus: "http.response.status_code",
  serverAddress: "server.address",
  serverPort: "server.port",
} as const;

/** What only Layer knows. */
export const LAYER = {
  gate: "layer.gate",
  costUsd: "layer.cost_usd",
  inputTokens: "layer.input_tokens",
  outputTokens: "layer.output_tokens",
  requestId: "layer.request_id",
} as const;

/** Providers that the conventions call otherwise than we do. */
const PROVIDERS = new Map([
  ["google", "gcp.gemini"],
  ["mistral", "mistral_ai"],
]);

/** What the conventions call a provider; null where there is none. */
export function providerNameOf(provider: string | null): string | null {
  return provider === null ? null : (PROVIDERS.get(provider) ?? provider);
}

/** What the conventions call what an endpoint does. */
export function operationOf(endpoint: string): string {
  if (endpoint.includes("embeddings")) return "embeddings";
  return /^(?:chat|messages|responses|complete)/.test(endpoint) ? "chat" : endpoint;
}
