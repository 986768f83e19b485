import { APICallError, type EmbeddingModelV3 } from "@ai-sdk/provider";
import { AppError } from "@/lib/core/errors";
import { base64OfVector } from "../base64-vector";
import { retryAfter } from "../http-provider";
import type { ProviderAnswer, SdkAnswer } from "../provider";

const KNOWN_FIELDS: readonly string[] = ["model", "input", "dimensions", "encoding_format", "user"];

/**
 * Answers OpenAI's embeddings by Google's own (ai.google.dev/api/embeddings), in as many calls as Google's limit of inputs
 * makes it. Google tells no usage, so the answer has none.
 */
export const googleEmbeddings: SdkAnswer = async (call, { baseUrl, apiKey, fetch }) => {
  const ask: Record<string, unknown> = JSON.parse(new TextDecoder().decode(call.body));
  const refusal = refusalOf(ask, call.model);
  if (refusal !== null) return refusal;
  const { createGoogleGenerativeAI } = await import("@ai-sdk/google");
  const model = createGoogleGenerativeAI({ baseURL: baseUrl, apiKey: apiKey ?? "", fetch }).embeddingModel(
    call.model,
  );
  try {
    const vectors = await embedAll(model, textsOf(ask.input), ask.dimensions, call.departure.asSignal());
    const data = vectors.map((vector, index) => {
      const embedding = ask.encoding_format === "base64" ? base64OfVector(vector) : vector;
      return { object: "embedding", index, embedding };
    });
    return answerOf(200, { object: "list", data, model: call.model });
  } catch (error) {
    if (!APICallError.isInstance(error) || error.statusCode === undefined) throw error;
    if (error.statusCode < 300) {
      throw new AppError("provider_failed", "The provider's answer is not what was asked for.");
    }
    return {
      ...answerOf(error.statusCode, {}),
      retryAfterSeconds: retryAfter(error.responseHeaders?.["retry-after"] ?? null),
      body: Buffer.from(error.responseBody ?? ""),
    };
  }
};

async function embedAll(
  model: EmbeddingModelV3,
  texts: readonly string[],
  dimensions: unknown,
  abortSignal: AbortSignal,
): Promise<number[][]> {
  const most = (await model.maxEmbeddingsPerCall) ?? texts.length;
  const options = typeof dimensions === "number" ? { outputDimensionality: dimensions } : {};
  const vectors: number[][] = [];
  for (let at = 0; at < texts.length; at += most) {
    const { embeddings } = await model.doEmbed({
      values: texts.slice(at, at + most),
      providerOptions: { google: options },
      abortSignal,
    });
    vectors.push(...embeddings);
  }
  return vectors;
}

function textsOf(input: unknown): string[] {
  return Array.isArray(input) ? input : [String(input)];
}

/** What Google cannot do is refused by name, before it is asked; null when it can. */
function refusalOf(ask: Record<string, unknown>, model: string): ProviderAnswer | null {
  const { input, dimensions, encoding_format: encoding } = ask;
  // The name becomes a part of the address.
  if (!/^[\w.-]+$/.test(model)) return refused(404, "model", "Google has no model of this name.");
  const unknown = Object.keys(ask).find((name) => !KNOWN_FIELDS.includes(name));
  if (unknown !== undefined) return refused(400, unknown, `Google's embeddings have no field "${unknown}".`);
  const isText = typeof input === "string" || (Array.isArray(input) && input.every(isString));
  if (!isText) return refused(400, "input", "Google embeds texts, not tokens.");
  const isSize = typeof dimensions === "number" && Number.isInteger(dimensions) && dimensions > 0;
  if (dimensions !== undefined && dimensions !== null && !isSize) {
    return refused(400, "dimensions", "The dimensions must be a whole number above 0.");
  }
  if (encoding === undefined || encoding === null || encoding === "float" || encoding === "base64")
    return null;
  return refused(400, "encoding_format", "The encoding must be float or base64.");
}

function isString(entry: unknown): boolean {
  return typeof entry === "string";
}

function refused(status: number, param: string, message: string): ProviderAnswer {
  return answerOf(status, { error: { message, param } });
}

function answerOf(status: number, json: object): ProviderAnswer {
  return {
    status,
    contentType: "application/json",
    providerRequestId: null,
    retryAfterSeconds: null,
    body: Buffer.from(JSON.stringify(json)),
  };
}
