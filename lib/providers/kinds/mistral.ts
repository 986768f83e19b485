import type { ProviderKind } from "../provider";
import { readOpenAiModels } from "./openai";

/**
 * Mistral (docs.mistral.ai/api). Its chat looks like OpenAI's but refuses fields it does not know, so that only the
 * formats whose bytes can pass as they are stand here.
 */
export const mistral: ProviderKind = {
  id: "mistral",
  label: "Mistral",
  baseUrl: "https://api.mistral.ai/v1",
  needsKey: true,
  paths: { embeddings: "/embeddings", ocr: "/ocr" },
  modelsPath: "/models",
  priceList: "mistral",
  maxTokensField: "max_tokens",
  authorize: (apiKey) => ({ authorization: `Bearer ${apiKey}` }),
  readModels: readOpenAiModels,
  async chatModel({ model, baseUrl, apiKey, fetch }) {
    const { createMistral } = await import("@ai-sdk/mistral");
    return createMistral({ baseURL: baseUrl, apiKey: apiKey ?? "", fetch }).chat(model);
  },
};
