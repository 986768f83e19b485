import { expect, test } from "vitest";
import { listedModels } from "@/lib/prices/price-list";
import { taskTypeOf } from "./task-type-of";

test.each([
  ["gpt-5.4-mini", "chat"],
  ["o3-deep-research", "chat"],
  ["claude-opus-5-5", "chat"],
  ["gemini-3.1-pro-preview", "chat"],
  ["voxtral-small-latest", "chat"],
  ["mixtral-8x22b-instruct", "chat"],
  ["llama3.3:70b", "chat"],
  ["meta-llama/Llama-3.3-70B-Instruct", "chat"],
  ["deepseek-r1", "chat"],
  ["gpt-image-1.5", "image"],
  ["dall-e-3", "image"],
  ["gemini-2.5-flash-image", "image"],
  ["sora-2", "video"],
  ["veo-3.1", "video"],
  ["gpt-4o-mini-tts", "tts"],
  ["tts-1-hd", "tts"],
  ["gemini-2.5-pro-preview-tts", "tts"],
  ["whisper-1", "stt"],
  ["gpt-4o-transcribe", "stt"],
  ["voxtral-mini-latest", "stt"],
  ["text-embedding-3-large", "embeddings"],
  ["mistral-embed", "embeddings"],
  ["nomic-embed-text", "embeddings"],
  ["mistral-ocr-latest", "ocr"],
  ["gpt-audio", "audio"],
  ["gpt-realtime-mini", "audio"],
  ["gemini-live-2.5-flash", "audio"],
  ["omni-moderation-latest", "moderation"],
  ["llama-guard-4", "moderation"],
  ["davinci", null],
  ["text-davinci-003", null],
  ["gpt-3.5-turbo-instruct", null],
  ["my-own-model", null],
  ["", null],
])("%s is for %s", (model, taskType) => {
  expect(taskTypeOf(model)).toBe(taskType);
});

test("of the listed models only completion models of before chat have a name that does not tell", () => {
  const untold = ["openai", "anthropic", "google", "mistral"].flatMap((provider) =>
    listedModels(provider).flatMap(({ model }) => (taskTypeOf(model) === null ? [model] : [])),
  );
  expect(untold.filter((model) => !/davinci|curie|babbage|ada|instruct/.test(model))).toEqual([]);
});
