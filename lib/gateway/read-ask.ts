import { AppError } from "@/lib/core/errors";
import type { Caller } from "./authenticate";
import type { Call } from "./call";
import { type Draft, GATE_FIELDS } from "./draft";
import type { AskFacts } from "./formats/format";
import { fieldFault } from "./formats/read-fields";
import { gateOf } from "./gate-of";

declare const checked: unique symbol;

/** What the client wants, checked as far as it concerns us; everything else is the provider's to judge. */
export type Ask = AskFacts & {
  readonly draft: Draft;
  /** The text of `model`, or null when the client named none. */
  readonly model: string | null;
  readonly [checked]: true;
};

const LONGEST_MODEL = 300;

/**
 * What does it want? Throws what is wrong with the body, or invalid_field with the name of the field in `param`; in the
 * native API also what is wrong with the gate.
 */
export function readAsk(call: Call, caller: Caller): Ask {
  if (caller.draft instanceof AppError) throw caller.draft;
  const draft = inProviderWords(call, caller, caller.draft);
  const facts = call.format.readFacts(draft.json);
  const model = readModel(draft.json.model);
  for (const name of GATE_FIELDS) {
    const value = caller.draft.json[name];
    if (value !== undefined && typeof value !== "string")
      throw fieldFault(name, "must be a gate's id or name");
  }
  call.trail.streamed = facts.stream;
  call.trail.modelAsked = model;
  return { ...facts, draft, model } as Ask;
}

/** A request in words of our own is checked against what its gate is for, so the gate comes first. */
function inProviderWords(call: Call, caller: Caller, draft: Draft): Draft {
  if (call.format.convert === undefined) return draft;
  const converted = call.format.convert(draft, gateOf(caller).settings);
  call.format = converted.format;
  return converted.draft;
}

function readModel(model: unknown): string | null {
  if (model === undefined || model === null) return null;
  if (typeof model !== "string" || model === "")
    throw fieldFault("model", "must be a text that is not empty");
  if (model.length > LONGEST_MODEL) throw fieldFault("model", `is longer than ${LONGEST_MODEL} characters`);
  // Anything else could be told in no header and kept in no log.
  if (!model.isWellFormed() || /\p{Cc}/u.test(model)) {
    throw fieldFault("model", "contains a control character or half of a character");
  }
  return model;
}
