import type { ProviderKind } from "../provider";

/** The version of its API that we were written against (docs.anthropic.com/en/api/versioning). */
export const ANTHROPIC_VERSION = "2023-06-01";

/** Anthropic (docs.anthropic.com/en/api). */
export const anthropic: ProviderKind = {
  id: "anthropic",
  label: "Anthropic",
  baseUrl: "https://api.anthropic.com/v1",
  needsKey: true,
  paths: { messages: "/messages", "messages/count_tokens": "/messages/count_tokens" },
  modelsPath: "/models?limit=1000",
  priceList: "anthropic",
  maxTokensField: "max_tokens",
  authorize: (apiKey) => ({ "x-api-key": apiKey, "anthropic-version": ANTHROPIC_VERSION }),
  readModels(json) {
    const data = typeof json === "object" && json !== null && "data" in json ? json.data : null;
    if (!Array.isArray(data)) return [];
    return data
      .filter((entry): entry is { id: string; created_at?: unknown } => typeof entry?.id === "string")
      .map(({ id, created_at }) => {
        const created = typeof created_at === "string" ? Date.parse(created_at) : Number.NaN;
        return { id, createdAt: Number.isFinite(created) ? Math.floor(created / 1000) : null };
      });
  },
  async chatModel({ model, baseUrl, apiKey, fetch }) {
    const { createAnthropic } = await import("@ai-sdk/anthropic");
    return createAnthropic({ baseURL: baseUrl, apiKey: apiKey ?? "", fetch }).languageModel(model);
  },
};
