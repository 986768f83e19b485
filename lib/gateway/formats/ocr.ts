import { NO_EVENTS, TypedEventMeter } from "../typed-event-meter";
import { NO_READING } from "../usage-reading";
import type { ClientFormat } from "./format";
import { openAiEndpoint } from "./openai-format";

/** Mistral's reading of documents (docs.mistral.ai/api/#tag/ocr), which it prices by the page. */
export const ocr: ClientFormat = {
  ...openAiEndpoint,
  wire: "ocr",
  taskType: "ocr",
  readFacts: () => ({ stream: false, wantsUsage: false }),
  readUsage: () => NO_READING,
  meter: () => new TypedEventMeter(NO_EVENTS),
};
