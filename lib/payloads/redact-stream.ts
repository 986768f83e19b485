import { dataAddressSpans, encodedBytesWords } from "./encoded-bytes";
import { jsonSpans, looksLikeJson, type Redacted, redactJson } from "./redact-json";
import { isLeftOut, LEFT_OUT, type RedactionRules } from "./redaction-rules";
import { secretSpans } from "./secret-spans";
import { applySpans, applyToPieces, type Span } from "./spans";

type Holder = Record<string, unknown> | unknown[];
/** A text in an event, and where it stands. */
type Leaf = { holder: Holder; key: string | number; text: string };
type Walk = { rules: RedactionRules; leaves: Map<string, Leaf[]>; redactions: number };

const DEEPEST = 100;
const TOO_DEEP = "[too deep]";
const COUNTERS = ["index", "output_index", "content_index", "summary_index"];

/**
 * The same for a stream of events (text/event-stream). A model says a secret in pieces, each of which looks like nothing, so what
 * stands in the same place of event after event is read as one text.
 */
export function redactStream(text: string, rules: RedactionRules): Redacted {
  const walk: Walk = { rules, leaves: new Map(), redactions: 0 };
  const lines = text.split("\n").map((line) => readLine(line, walk));
  for (const [place, leaves] of walk.leaves) rewrite(place, leaves, walk);
  const said = lines.map((line) => {
    if (typeof line !== "string") return `data: ${JSON.stringify(line.event)}${line.end}`;
    const { text: rest, redactions } = redactJson(line, rules);
    walk.redactions += redactions;
    return rest;
  });
  const whole = said.join("\n");
  // In the names of members.
  const names = secretSpans(whole, rules.secrets);
  return { text: applySpans(whole, names), redactions: walk.redactions + names.length };
}

function readLine(line: string, walk: Walk): string | { event: unknown; end: string } {
  if (!line.startsWith("data:")) return line;
  try {
    const holder: unknown[] = [JSON.parse(line.slice("data:".length))];
    if (typeof holder[0] !== "object" || holder[0] === null) return line;
    visit(holder, 0, { place: "", depth: 0, name: null }, walk);
    return { event: holder[0], end: line.endsWith("\r") ? "\r" : "" };
  } catch {
    return line;
  }
}

type Where = { place: string; depth: number; name: string | null };

function visit(holder: Holder, key: string | number, { place, depth, name }: Where, walk: Walk): void {
  const value = Reflect.get(holder, key);
  const begins =
    typeof value === "string" ? '"' : Array.isArray(value) ? "[" : typeof value === "object" ? "{" : "";
  if (name !== null && isLeftOut(name, begins, walk.rules)) {
    Reflect.set(holder, key, LEFT_OUT);
    walk.redactions += 1;
  } else if (typeof value === "string") {
    const leaves = walk.leaves.get(place);
    const leaf = { holder, key, text: value };
    if (leaves === undefined) walk.leaves.set(place, [leaf]);
    else leaves.push(leaf);
  } else if (typeof value === "object" && value !== null) {
    if (depth === DEEPEST) return void Reflect.set(holder, key, TOO_DEEP);
    const inside = `${place}${counted(value)}`;
    for (const under of Object.keys(value)) {
      const own = Array.isArray(value) ? name : under;
      visit(value as Holder, under, { place: `${inside}/${under}`, depth: depth + 1, name: own }, walk);
    }
  }
}

/** Which of several answers, or parts of one, an object is about. */
function counted(value: object): string {
  return COUNTERS.map((name) => (name in value ? `#${Reflect.get(value, name)}` : "")).join("");
}

/** Takes out of texts that belong together what they must not say, each piece keeping the rest of its own. */
function rewrite(place: string, leaves: Leaf[], walk: Walk): void {
  const { rules } = walk;
  const member = place.slice(place.lastIndexOf("/") + 1);
  let pieces = leaves.map(({ text }) => text);
  const take = (spansOf: (text: string) => Span[]) => {
    const spans = spansOf(pieces.join(""));
    walk.redactions += spans.length;
    if (spans.length > 0) pieces = applyToPieces(pieces, spans);
  };
  take((text) => {
    const put = encodedBytesWords(text, member);
    return put === null ? dataAddressSpans(text) : [{ start: 0, end: text.length, put }];
  });
  take((text) => (looksLikeJson(text) ? jsonSpans(text, rules, 1).spans : []));
  take((text) => secretSpans(text, rules.secrets));
  leaves.forEach(({ holder, key }, at) => {
    Reflect.set(holder, key, pieces[at]);
  });
}
