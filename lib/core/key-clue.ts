import { isUuid } from "./ids";
import { SECRET_LENGTH, secretShape } from "./secret-shape";

/** What somebody pasted to learn whose key it is. */
export type KeyClue =
  | { kind: "secret"; secret: string }
  /** Looks like a whole secret, but is none: some of it was mistyped. */
  | { kind: "mistyped" }
  /** What people recognise a key by: its first 12 characters, its last four, or both. */
  | { kind: "parts"; prefix: string | null; lastFour: string | null }
  | { kind: "request"; requestId: string }
  | { kind: "unclear" };

const MASKED = /^(layer_[0-9a-f]{0,64})(?:…|\.{2,}|\*+|•+)([0-9a-f]{4})$/;
const TAIL = /^(?:…|\.{2,}|\*+|•+)?([0-9a-f]{4})$/;
const SHORTEST_PREFIX = "layer_".length + 4;
const PREFIX_LENGTH = "layer_".length + 6;

/**
 * Reads a secret, a piece of one, a masked key as screens show it, or a request id; what stands around a key, as in a line of
 * a `.env` file, is passed over. Of a secret that was cut off only its beginning goes on.
 */
export function readKeyClue(pasted: string): KeyClue {
  const text = pasted.trim().replace(/^["'`]|["'`]$/g, "");
  if (isUuid(text)) return { kind: "request", requestId: text.toLowerCase() };
  const word = longest(text.match(/layer_[0-9a-z…•*.]*/gi)) ?? text;
  const shape = secretShape(word);
  if (shape === "whole") return { kind: "secret", secret: word };
  if (shape === "checksum" || shape === "slip" || shape === "odd characters") return { kind: "mistyped" };
  const low = word.toLowerCase();
  // In capitals it is a key to nobody but to who reads it.
  if (low.length === SECRET_LENGTH) return { kind: "mistyped" };
  const [, start = "", end] = MASKED.exec(low) ?? [];
  if (end !== undefined) return { kind: "parts", prefix: partOf(start), lastFour: end };
  if (/^layer_[0-9a-f]{4,}$/.test(low) && shape !== "long") {
    return { kind: "parts", prefix: partOf(low), lastFour: null };
  }
  const [, tail] = TAIL.exec(low) ?? [];
  if (tail !== undefined) return { kind: "parts", prefix: null, lastFour: tail };
  if (/^[0-9a-f]{6}$/.test(low)) return { kind: "parts", prefix: `layer_${low}`, lastFour: null };
  return { kind: "unclear" };
}

/** In `LAYER_API_KEY=layer_…` the name of the variable looks like a key too. */
function longest(words: string[] | null): string | undefined {
  return words?.reduce((one, other) => (other.length > one.length ? other : one));
}

function partOf(start: string): string | null {
  return start.length < SHORTEST_PREFIX ? null : start.slice(0, PREFIX_LENGTH);
}
