import { readTokenUsage } from "../openai-usage";
import { type EventTypes, TypedEventMeter } from "../typed-event-meter";
import type { ClientFormat } from "./format";
import { openAiEndpoint } from "./openai-format";
import { fieldFault, readStreamFlag, requireText } from "./read-fields";

const MOST_PICTURES = 100;

const EVENTS: EventTypes = {
  ends: ["image_generation.completed"],
  isPiece: (type) => type.startsWith("image_generation."),
  usageOf: ({ usage }) => readTokenUsage(usage),
  longestEventBytes: 64 * 1024 * 1024,
};

/** OpenAI's pictures, plain or with partial pictures as a stream (platform.openai.com/docs/api-reference/images/create). */
export const imagesGenerations: ClientFormat = {
  ...openAiEndpoint,
  wire: "images/generations",
  taskType: "image",
  readFacts(json) {
    requireText(json, "prompt");
    return { stream: readStreamFlag(json), wantsUsage: false, parts: readCount(json.n) };
  },
  readUsage: ({ usage }) => readTokenUsage(usage),
  meter: ({ parts }) => new TypedEventMeter(EVENTS, parts),
};

function readCount(n: unknown): number {
  if (n === undefined || n === null) return 1;
  if (typeof n === "number" && Number.isInteger(n) && n >= 1 && n <= MOST_PICTURES) return n;
  throw fieldFault("n", `must be a whole number from 1 to ${MOST_PICTURES}`);
}
