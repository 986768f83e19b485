import { readInputUsage } from "../openai-usage";
import { NO_EVENTS, TypedEventMeter } from "../typed-event-meter";
import type { ClientFormat } from "./format";
import { openAiEndpoint } from "./openai-format";
import { fieldFault } from "./read-fields";

/** OpenAI's embeddings (platform.openai.com/docs/api-reference/embeddings). */
export const embeddings: ClientFormat = {
  ...openAiEndpoint,
  wire: "embeddings",
  taskType: "embeddings",
  bringsNoOutput: true,
  readFacts({ input }) {
    checkInput(input);
    return { stream: false, wantsUsage: false };
  },
  readUsage: ({ usage }) => readInputUsage(usage),
  meter: () => new TypedEventMeter(NO_EVENTS),
};

function checkInput(input: unknown): void {
  if (input === undefined || input === null) throw fieldFault("input", "is missing");
  if (input === "") throw fieldFault("input", "must not be empty");
  if (typeof input === "string") return;
  if (!Array.isArray(input)) throw fieldFault("input", "must be a text, or a list of texts or of tokens");
  if (input.length === 0) throw fieldFault("input", "must not be empty");
  const place = input.findIndex((entry) => !isEntry(entry));
  if (place !== -1) throw fieldFault(`input.${place}`, "must be a text that is not empty, or tokens");
}

function isEntry(entry: unknown): boolean {
  if (typeof entry === "string") return entry !== "";
  if (Array.isArray(entry)) return entry.length > 0 && entry.every(Number.isInteger);
  return Number.isInteger(entry);
}
