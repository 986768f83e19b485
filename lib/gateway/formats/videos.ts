import { NO_EVENTS, TypedEventMeter } from "../typed-event-meter";
import { NO_READING } from "../usage-reading";
import type { ClientFormat } from "./format";
import { openAiEndpoint } from "./openai-format";

/** Videos, which no kind of provider makes here yet; the native API checks a request for one and says so. */
export const videos: ClientFormat = {
  ...openAiEndpoint,
  wire: "videos",
  taskType: "video",
  readFacts: () => ({ stream: false, wantsUsage: false }),
  readUsage: () => NO_READING,
  meter: () => new TypedEventMeter(NO_EVENTS),
};
