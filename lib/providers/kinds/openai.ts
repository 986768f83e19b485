import type { ProviderKind, ProviderModel } from "../provider";

/** OpenAI's models list, which other servers copy (platform.openai.com/docs/api-reference/models/list). */
export function readOpenAiModels(json: unknown): ProviderModel[] {
  const data = typeof json === "object" && json !== null && "data" in json ? json.data : null;
  if (!Array.isArray(data)) return [];
  return data
    .filter((entry): entry is { id: string; created?: unknown } => typeof entry?.id === "string")
    .map((entry) => ({ id: entry.id, createdAt: typeof entry.created === "number" ? entry.created : null }));
}

/** OpenAI (platform.openai.com/docs/api-reference). */
export const openai: ProviderKind = {
  id: "openai",
  label: "OpenAI",
  baseUrl: "https://api.openai.com/v1",
  needsKey: true,
  paths: {
    "chat/completions": "/chat/completions",
    responses: "/responses",
    embeddings: "/embeddings",
    "images/generations": "/images/generations",
    "audio/speech": "/audio/speech",
    "audio/transcriptions": "/audio/transcriptions",
  },
  modelsPath: "/models",
  priceList: "openai",
  // Its reasoning models refuse the older name.
  maxTokensField: "max_completion_tokens",
  authorize: (apiKey) => ({ authorization: `Bearer ${apiKey}` }),
  readModels: readOpenAiModels,
  async chatModel({ model, baseUrl, apiKey, fetch }) {
    const { createOpenAI } = await import("@ai-sdk/openai");
    return createOpenAI({ baseURL: baseUrl, apiKey: apiKey ?? "", fetch }).chat(model);
  },
};
