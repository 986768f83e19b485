import { NO_EVENTS, TypedEventMeter } from "../typed-event-meter";
import type { ClientFormat } from "./format";
import { openAiEndpoint } from "./openai-format";

/** Mistral's reading of documents (docs.mistral.ai/api/#tag/ocr), which it prices by the page. */
export const ocr: ClientFormat = {
  ...openAiEndpoint,
  wire: "ocr",
  taskType: "ocr",
  readFacts: () => ({ stream: false, wantsUsage: false }),
  readUsage: () => null,
  meter: () => new TypedEventMeter(NO_EVENTS),
};
