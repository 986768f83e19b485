import type { GateSettings } from "@/lib/core/gate-settings";
import { TASK_TYPES } from "@/lib/core/gate-settings";
import { draftFrom } from "../draft";
import type { ClientFormat } from "../formats/format";
import { fieldFault } from "../formats/read-fields";
import { memberOf } from "../loose-json";
import { chatTask } from "./chat";
import { embeddingsTask } from "./embeddings";
import { imageTask } from "./image";
import { type NativeTask, nativeFormat } from "./native-format";
import { ocrTask } from "./ocr";
import { ttsTask } from "./tts";
import { videoTask } from "./video";

const ENDPOINT = "v2/complete";

const TASKS: Readonly<Record<GateSettings["taskType"], NativeTask>> = {
  chat: chatTask,
  image: imageTask,
  video: videoTask,
  tts: ttsTask,
  embeddings: embeddingsTask,
  ocr: ocrTask,
};

/** The older way into the native API: one endpoint for every task, named in `type` or by the gate, without streams. */
export const completeV2: ClientFormat = {
  ...nativeFormat(chatTask, ENDPOINT),
  convert({ json }, gate) {
    const { type, ...request } = json;
    const task = readTask(type ?? gate.taskType);
    if (memberOf(request.data, "stream") === true) {
      throw fieldFault("data.stream", "must not be true here; POST /v3/chat streams");
    }
    const draft = draftFrom(TASKS[task].bodyOf(request));
    return { draft, format: nativeFormat(TASKS[task], ENDPOINT) };
  },
};

function readTask(type: unknown): GateSettings["taskType"] {
  const task = TASK_TYPES.find((known) => known === type);
  if (task === undefined) throw fieldFault("type", `must be one of ${TASK_TYPES.join(", ")}`);
  return task;
}
