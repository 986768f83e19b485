import type { ProviderKind } from "../provider";
import { openai, readOpenAiModels } from "./openai";

/** Any other server that speaks OpenAI's API: Ollama, vLLM, llama.cpp, OpenRouter, … Each has an address of its own. */
export const openAiCompatible: ProviderKind = {
  id: "openai-compatible",
  label: "OpenAI-compatible",
  baseUrl: null,
  needsKey: false,
  paths: openai.paths,
  modelsPath: "/models",
  priceList: null,
  maxTokensField: "max_tokens",
  authorize: (apiKey) => ({ authorization: `Bearer ${apiKey}` }),
  readModels: readOpenAiModels,
  async chatModel({ model, baseUrl, apiKey, fetch }) {
    const { createOpenAICompatible } = await import("@ai-sdk/openai-compatible");
    const settings = {
      name: "openai-compatible",
      baseURL: baseUrl,
      fetch,
      includeUsage: true,
      // What such a server cannot do it says itself: it gets the same from a client of OpenAI's format.
      supportsStructuredOutputs: true,
      supportedUrls: () => ({ "image/*": [/^https?:\/\/.*$/] }),
    };
    return createOpenAICompatible(apiKey === undefined ? settings : { ...settings, apiKey }).chatModel(model);
  },
};
