// Names of OpenTelemetry's semantic conventions for generative AI, as of November 2026. None of them is stable yet, so they stand
// here and nowhere else (github.com/open-telemetry/semantic-conventions-genai).
export const GEN_AI = {
  operation: "gen_ai.operation.name",
  provider: "gen_ai.provider.name",
  requestModel: "gen_ai.request.model",
  responseModel: "gen_ai.response.model",
  inputTokens: "gen_ai.usage.input_tokens",
  outputTokens: "gen_ai.usage.output_tokens",
  errorType: "error.type",
  httpStatus: "http.response.status_code",
} as const;

/** What only Layer knows. */
export const LAYER = {
  gate: "layer.gate",
  costUsd: "layer.cost_usd",
  requestId: "layer.request_id",
} as const;
