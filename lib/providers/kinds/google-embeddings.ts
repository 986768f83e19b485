import { APICallError, type EmbeddingModelV3 } from "@ai-sdk/provider";
import { AppError } from "@/lib/core/errors";
import { base64OfVector } from "../base64-vector";
import type { ProviderAnswer, SdkAnswer } from "../provider";
import { answerOfHttpError } from "../sdk-http-error";

type Ask = Record<string, unknown>;

const KNOWN_FIELDS: readonly string[] = ["model", "user"];
const NO_SUCH_MODEL = "Google has no model of this name.";

/**
 * Answers OpenAI's embeddings by Google's own (ai.google.dev/api/embeddings), in as many calls as Google's limit of inputs
 * makes it. Google tells no usage, so the answer has none. Throws feature_not_supported for what Google cannot do.
 */
export const googleEmbeddings: SdkAnswer = async (call, { baseUrl, apiKey, fetch }) => {
  const ask: Ask = JSON.parse(new TextDecoder().decode(call.body));
  // The name becomes a part of the address.
  if (!/^[\w.-]+$/.test(call.model))
    return answerOf(404, { error: { message: NO_SUCH_MODEL, param: "model" } });
  refuseOthers(ask);
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
    return answerOfHttpError(error);
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

/** Refuses by name what Google cannot do, before it is asked. Throws feature_not_supported. */
function refuseOthers({ input, dimensions, encoding_format: encoding = "float", ...others }: Ask): void {
  const unknown = Object.keys(others).find((name) => !KNOWN_FIELDS.includes(name));
  if (unknown !== undefined) throw notSupported(unknown, `Google's embeddings have no field "${unknown}".`);
  const isText = typeof input === "string" || (Array.isArray(input) && input.every(isString));
  if (!isText) throw notSupported("input", "Google embeds texts, not tokens.");
  const isSize = typeof dimensions === "number" && Number.isInteger(dimensions) && dimensions > 0;
  if (dimensions !== undefined && dimensions !== null && !isSize) {
    throw notSupported("dimensions", "Google's dimensions are a whole number above 0.");
  }
  if (encoding === null || encoding === "float" || encoding === "base64") return;
  throw notSupported("encoding_format", "Google's embeddings come as float or base64.");
}

function notSupported(param: string, message: string): AppError {
  return new AppError("feature_not_supported", message, { param });
}

function isString(entry: unknown): boolean {
  return typeof entry === "string";
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
