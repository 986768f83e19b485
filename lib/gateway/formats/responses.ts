import { openAiError } from "../openai-error";
import { readTokenUsage } from "../openai-usage";
import { tierBesideList } from "../service-tier";
import { type EventTypes, TypedEventMeter } from "../typed-event-meter";
import type { ClientFormat } from "./format";
import { openAiErrors } from "./openai-format";
import { fieldFault, readStreamFlag } from "./read-fields";
import { responsesGateEdits } from "./responses-gate-edits";

/** Tools of the provider's own that cost beside the tokens, by how their calls are named in the output. */
const PAID_TOOLS =
  /^(web_search|file_search|code_interpreter|image_generation|computer|shell|local_shell|container)_call$/;

const EVENTS: EventTypes = {
  ends: ["response.completed", "response.incomplete"],
  failures: ["response.failed"],
  inside: "response",
  isPiece: (type) => type.endsWith(".delta"),
  usageOf,
  // The last event repeats the whole answer, pictures included.
  longestEventBytes: 64 * 1024 * 1024,
};

/**
 * OpenAI's responses, plain or streamed (platform.openai.com/docs/api-reference/responses). What they refer to
 * (`previous_response_id`, `store`, `conversation`) is kept by the provider, under its key.
 */
export const responses: ClientFormat = {
  wire: "responses",
  taskType: "chat",
  translates: false,
  outputFields: ["max_output_tokens"],
  limitOutput: (tokens) => ({ max_output_tokens: String(tokens) }),
  ...openAiErrors,
  readFacts(json) {
    checkInput(json);
    if (json.background === true) {
      throw fieldFault("background", "must not be true: an answer cannot be fetched later here");
    }
    return { stream: readStreamFlag(json), wantsUsage: true };
  },
  gateEdits: responsesGateEdits,
  meterEdits: () => ({}),
  readUsage: usageOf,
  meter: () => new TypedEventMeter(EVENTS),
  errorEvent(error, requestId, appUrl, meter) {
    // The event of an error in a stream of the Responses API has its members at the top, and a number.
    const { type: _, ...told } = openAiError(error, requestId, appUrl).error;
    const sequence = meter instanceof TypedEventMeter ? meter.sequence + 1 : 0;
    return `event: error\ndata: ${JSON.stringify({ type: "error", ...told, sequence_number: sequence })}\n\n`;
  },
};

function checkInput({ input, ...json }: Record<string, unknown>): void {
  const refersElsewhere = ["prompt", "previous_response_id", "conversation"].some(
    (name) => json[name] !== undefined && json[name] !== null,
  );
  if (input === undefined || input === null) {
    if (refersElsewhere) return;
    throw fieldFault("input", "is missing");
  }
  if (typeof input !== "string" && !Array.isArray(input))
    throw fieldFault("input", "must be a text or a list");
  if (input.length === 0 && !refersElsewhere) throw fieldFault("input", "must not be empty");
  if (typeof input === "string") return;
  const place = input.findIndex((item) => typeof item !== "object" || item === null || Array.isArray(item));
  if (place !== -1) throw fieldFault(`input.${place}`, "must be an object");
}

function usageOf({ usage, output, service_tier }: Record<string, unknown>) {
  const reading = { ...readTokenUsage(usage), tier: tierBesideList(service_tier) };
  const usesPaidTool = Array.isArray(output) && output.some((item) => PAID_TOOLS.test(String(item?.type)));
  if (reading.usage === null || !usesPaidTool) return reading;
  return { ...reading, usage: { ...reading.usage, unpricedClass: true } };
}
