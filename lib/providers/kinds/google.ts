import type { ProviderKind } from "../provider";
import { googleEmbeddings } from "./google-embeddings";

/** Google Gemini (ai.google.dev/api). It speaks none of our clients' formats itself. */
export const google: ProviderKind = {
  id: "google",
  label: "Google Gemini",
  baseUrl: "https://generativelanguage.googleapis.com/v1beta",
  needsKey: true,
  paths: {},
  answers: { embeddings: googleEmbeddings },
  modelsPath: "/models?pageSize=1000",
  priceList: "google",
  maxTokensField: "max_tokens",
  authorize: (apiKey) => ({ "x-goog-api-key": apiKey }),
  readModels(json) {
    const models = typeof json === "object" && json !== null && "models" in json ? json.models : null;
    if (!Array.isArray(models)) return [];
    return models
      .filter((entry): entry is { name: string } => typeof entry?.name === "string")
      .map(({ name }) => ({ id: name.replace(/^models\//, ""), createdAt: null }));
  },
  async chatModel({ model, baseUrl, apiKey, fetch }) {
    const { createGoogleGenerativeAI } = await import("@ai-sdk/google");
    return createGoogleGenerativeAI({ baseURL: baseUrl, apiKey: apiKey ?? "", fetch }).chat(model);
  },
};
