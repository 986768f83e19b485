import { type Document, isMap, isSeq, parseDocument, type YAMLSeq } from "yaml";
import { formOf } from "./form-of";
import { commentsOf, keepComments } from "./keep-comments";

/**
 * The server's file of gates with the comments and the order of gates of a former file; new gates follow by their names.
 * `lostComments` are those of gates and fields that are gone, or of a former file that is no YAML.
 */
export function gatesText(exported: string, former = ""): { text: string; lostComments: string[] } {
  const document = parseDocument(exported);
  const before = parseDocument(former);
  sort(document, gatesOf(before).map(nameOf).map(formOf));
  if (before.errors.length === 0) keepComments(before, document);
  const text = document.toString({ lineWidth: 0, doubleQuotedMinMultiLineLength: Number.POSITIVE_INFINITY });
  const kept = commentsOf(document);
  return { text, lostComments: commentsOf(before).filter((line) => !kept.includes(line)) };
}

type Item = YAMLSeq["items"][number];

function gatesOf(document: Document): Item[] {
  const list = isMap(document.contents) ? document.get("gates") : undefined;
  return isSeq(list) ? list.items : [];
}

function nameOf(item: Item): string {
  return isMap(item) ? String(item.get("name")) : "";
}

/** Names stand in the same order in every account; in which order gates were made does not. */
function sort(document: Document, former: readonly string[]): void {
  const placeOf = (item: Item) => {
    const at = former.indexOf(formOf(nameOf(item)));
    return at === -1 ? former.length : at;
  };
  gatesOf(document).sort(
    (one, other) => placeOf(one) - placeOf(other) || (nameOf(one) < nameOf(other) ? -1 : 1),
  );
}
