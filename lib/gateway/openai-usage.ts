import { NO_USAGE } from "@/lib/prices/price-usage";
import { CountReader, NO_READING, type UsageReading } from "./usage-reading";

/** How an endpoint calls its counts: wholes, and where their parts stand. */
type Names = { input: string; inputParts: string; output: string; outputParts: string };

const CHAT_NAMES: Names = {
  input: "prompt_tokens",
  inputParts: "prompt_tokens_details",
  output: "completion_tokens",
  outputParts: "completion_tokens_details",
};

/**
 * Reads the `usage` of an OpenAI chat completion (platform.openai.com/docs/api-reference/chat/object), in which tokens read
 * from a cache, written to one and of sound are parts of the prompt, and reasoning and sound are parts of the completion. Each
 * token is counted in one class. No usage when it is missing or its numbers cannot be true.
 */
export function readUsage(usage: unknown): UsageReading {
  if (typeof usage !== "object" || usage === null) return NO_READING;
  return divided(new CountReader(usage), CHAT_NAMES);
}

/**
 * Reads the `usage` of OpenAI's newer endpoints: responses, images, speech and transcriptions
 * (platform.openai.com/docs/api-reference/responses/object, …/images/object, …/audio). Pictures among the input have a price
 * of their own, which is not known here. No usage when it is missing, counts no tokens, or cannot be true.
 */
export function readTokenUsage(usage: unknown): UsageReading {
  // Transcriptions that are charged by their length tell no tokens.
  if (typeof usage !== "object" || usage === null || Reflect.get(usage, "type") === "duration")
    return NO_READING;
  const counts = new CountReader(usage);
  // Transcriptions say `token` where the others say `tokens`.
  const inputParts = "input_token_details" in usage ? "input_token_details" : "input_tokens_details";
  const hasPictures = counts.detail(inputParts, "image_tokens") !== 0 || isMixed(counts);
  const names = { input: "input_tokens", inputParts, output: "output_tokens" };
  const reading = divided(counts, { ...names, outputParts: "output_tokens_details" });
  if (reading.usage === null || !hasPictures) return reading;
  return { usage: { ...reading.usage, unpricedClass: true }, fault: null };
}

/** The classes without overlap, of wholes and their parts. */
function divided(counts: CountReader, names: Names): UsageReading {
  if (counts.lacks([names.input, names.output])) return NO_READING;
  const input = counts.count(names.input);
  const output = counts.count(names.output);
  const cachedInput = counts.detail(names.inputParts, "cached_tokens");
  const written = counts.detail(names.inputParts, "cache_write_tokens");
  const cacheWrite1h = counts.detail(names.inputParts, "cache_write_1h_tokens");
  const audioInput = counts.detail(names.inputParts, "audio_tokens");
  const reasoning = counts.detail(names.outputParts, "reasoning_tokens");
  const audioOutput = counts.detail(names.outputParts, "audio_tokens");
  // The tokens that stay for an hour are a part of those that were written.
  counts.within(cacheWrite1h, written, { parts: "cache_write_1h_tokens", whole: "cache_write_tokens" });
  const cache = { parts: "tokens of a cache", whole: names.input };
  counts.within(cachedInput + written, input, cache);
  counts.within(audioInput, input, { parts: "audio_tokens", whole: names.input });
  const said = { parts: "reasoning and audio tokens", whole: names.output };
  counts.within(reasoning + audioOutput, output, said);
  const text = input - cachedInput - written;
  const used = {
    ...{ ...NO_USAGE, cachedInput, cacheWrite: written - cacheWrite1h, cacheWrite1h },
    ...{ output: output - audioOutput, reasoning, audioOutput },
  };
  // Sound that was read from a cache is in two of the parts, and nobody says how much of it there is.
  if (audioInput > text) return counts.reading({ ...used, input: text, unpricedClass: true });
  return counts.reading({ ...used, input: text - audioInput, audioInput });
}

/** The usage of embeddings, which have no output (platform.openai.com/docs/api-reference/embeddings/object). */
export function readInputUsage(usage: unknown): UsageReading {
  if (typeof usage !== "object" || usage === null) return NO_READING;
  const counts = new CountReader(usage);
  if (counts.lacks(["prompt_tokens"])) return NO_READING;
  return counts.reading({ ...NO_USAGE, input: counts.count("prompt_tokens") });
}

/** A model that writes and paints has two prices for its output, and we know one. */
function isMixed(counts: CountReader): boolean {
  const [text, image] = ["text_tokens", "image_tokens"].map((name) =>
    counts.detail("output_tokens_details", name),
  );
  return text !== 0 && image !== 0;
}

/** Tokens of a text whose count nobody reports: one for four bytes, OpenAI's own rule of thumb. */
export function estimateTokens(bytes: number): number {
  return Math.ceil(bytes / 4);
}
