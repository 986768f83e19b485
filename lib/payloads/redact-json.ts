import { dataAddressSpans, encodedBytesWords } from "./encoded-bytes";
import { decoded, pastBlanks, stringEnd, valueEnd } from "./json-places";
import { isLeftOut, LEFT_OUT, type RedactionRules } from "./redaction-rules";
import { SHORTEST_SECRET, secretSpans } from "./secret-spans";
import { applySpans, type Span } from "./spans";

/** A text without what it must not hold, and how many values were replaced. */
export type Redacted = { text: string; redactions: number };

/** JSON within a text within JSON is followed so far; deeper, only what looks like a secret is found. */
const DEEPEST = 3;

/**
 * Takes secrets, chosen members and bytes out of JSON, whole, cut off or broken, and out of any other text. JSON stays JSON, and
 * what is not replaced keeps its characters.
 */
export function redactJson(text: string, rules: RedactionRules, depth = 0): Redacted {
  const { spans, redactions } = jsonSpans(text, rules, depth);
  const inside = applySpans(text, spans);
  // What stands outside of texts, as it does in JSON that is broken.
  const outside = secretSpans(inside, rules.secrets);
  return { text: applySpans(inside, outside), redactions: redactions + outside.length };
}

/** The parts of a text that would be replaced in it: texts and members of JSON. */
export function jsonSpans(
  text: string,
  rules: RedactionRules,
  depth: number,
): { spans: Span[]; redactions: number } {
  const spans: Span[] = [];
  let redactions = 0;
  let member: string | null = null;
  for (let at = text.indexOf('"'); at !== -1; ) {
    const end = stringEnd(text, at);
    const literal = text.slice(at, end);
    const colon = pastBlanks(text, end);
    const isName = text[colon] === ":";
    if (!isName && end - at < SHORTEST_SECRET) {
      at = text.indexOf('"', end);
      continue;
    }
    const value = isName ? pastBlanks(text, colon + 1) : end;
    const said = decoded(literal);
    const done = redactText(said.text, rules, { depth, member: isName ? null : member });
    if (done.redactions > 0) {
      spans.push({ start: at, end, put: said.isExact ? JSON.stringify(done.text) : `"${done.text}"` });
      redactions += done.redactions;
    }
    member = isName ? said.text : null;
    if (isName && value < text.length && isLeftOut(said.text, text[value] ?? "", rules)) {
      const behind = valueEnd(text, value);
      spans.push({ start: value, end: behind, put: `"${LEFT_OUT}"` });
      redactions += 1;
      member = null;
      at = text.indexOf('"', behind);
    } else at = text.indexOf('"', end);
  }
  return { spans, redactions };
}

/** The same for what a text says. `member` is the name it stands under, where it has one. */
export function redactText(
  text: string,
  rules: RedactionRules,
  { depth, member }: { depth: number; member: string | null },
): Redacted {
  const bytes = encodedBytesWords(text, member);
  if (bytes !== null) return { text: bytes, redactions: 1 };
  if (depth < DEEPEST && looksLikeJson(text)) return redactJson(text, rules, depth + 1);
  const addresses = dataAddressSpans(text);
  const rest = applySpans(text, addresses);
  const secrets = secretSpans(rest, rules.secrets);
  return { text: applySpans(rest, secrets), redactions: addresses.length + secrets.length };
}

/** Such as the arguments of a tool, which are JSON in a text. */
export function looksLikeJson(text: string): boolean {
  return /^\s*[[{]/.test(text) && text.includes('"');
}
