import { NO_USAGE } from "@/lib/prices/price-usage";
import type { ClientFormat } from "./format";
import { messages } from "./messages";

/** Anthropic's counting of tokens (docs.anthropic.com/en/api/messages-count-tokens). It runs no model and costs nothing. */
export const countTokens: ClientFormat = {
  ...messages,
  wire: "messages/count_tokens",
  translates: false,
  isFree: true,
  bringsNoOutput: true,
  readFacts: (json) => ({ ...messages.readFacts(json), stream: false }),
  gateEdits(draft, gate, kind, locked) {
    const edits = messages.gateEdits(draft, gate, kind, locked);
    // Of what a gate sets, only the prompt has tokens to count.
    return Object.fromEntries(
      ["system", "messages"].flatMap((name) => (edits[name] ? [[name, edits[name]]] : [])),
    );
  },
  readUsage: () => ({ usage: NO_USAGE, fault: null }),
};
