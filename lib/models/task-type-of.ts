import type { ModelTask } from "./contract";

// By how providers name their models; the first that fits decides, so the more special ones come first.
const NAMED: ReadonlyArray<readonly [ModelTask | null, RegExp]> = [
  // Completion models of before chat: they answer no messages.
  [null, /^(text-)?(ada|babbage|curie|davinci)(-|$)|^gpt-3\.5-turbo-instruct/],
  ["moderation", /moderation|safeguard|guard(-|$)/],
  ["embeddings", /embed|^(bge|e5|gte|all-minilm)-/],
  ["ocr", /(^|-)ocr(-|$)/],
  ["stt", /whisper|transcri|^voxtral-mini/],
  ["tts", /(^|-)tts(-|$)/],
  ["video", /^(sora|veo)(-|$)|video|^gemini-omni/],
  ["image", /image|^dall-e|^flux|stable-diffusion|^sdxl/],
  ["audio", /audio|realtime|(^|-)live(-|$)/],
  ["chat", /^(gpt|chatgpt|o\d|codex|computer-use|claude|gemini|gemma)/],
  ["chat", /^(labs-)?(open-)?(mistral|ministral|magistral|mixtral|pixtral|voxtral|codestral|devstral)/],
  // Open models that people run on servers of their own.
  [
    "chat",
    /^(meta-)?(llama|codellama|tinyllama|qwen|qwq|phi|deepseek|command|grok|yi|granite|kimi|glm|smollm)/,
  ],
];

/** What a model is for, by its provider's name of it; null when the name does not tell. */
export function taskTypeOf(model: string): ModelTask | null {
  const name = model.slice(model.lastIndexOf("/") + 1).toLowerCase();
  return NAMED.find(([, pattern]) => pattern.test(name))?.[0] ?? null;
}
