import { isDeepStrictEqual } from "node:util";
import { type Document, isCollection, isMap, isNode, isScalar, isSeq, visit } from "yaml";
import { formOf } from "./form-of";

/**
 * Puts what a person wrote beside the gates of a former file, its comments and empty lines, to the same gates, fields and items of
 * a new one.
 */
export function keepComments(former: Document, fresh: Document): void {
  if (former.commentBefore) {
    fresh.commentBefore = former.commentBefore;
    // Without an empty line after it, a heading is one of the first name.
    const [first] = isMap(fresh.contents) ? fresh.contents.items : [];
    if (isNode(first?.key)) first.key.commentBefore = null;
  }
  if (former.comment) fresh.comment = former.comment;
  keep(former.contents, fresh.contents);
}

/** The lines of comment of a file. */
export function commentsOf(document: Document): string[] {
  const texts: Array<string | null | undefined> = [document.commentBefore, document.comment];
  visit(document, { Node: (_key, node) => void texts.push(node.commentBefore, node.comment) });
  return texts
    .flatMap((text) => (text ?? "").split("\n"))
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

function keep(former: unknown, fresh: unknown): void {
  if (!isNode(former) || !isNode(fresh)) return;
  if (former.commentBefore) fresh.commentBefore = former.commentBefore;
  if (former.comment) fresh.comment = former.comment;
  if (former.spaceBefore) fresh.spaceBefore = true;
  // A comment behind a list in brackets has no place behind one that is written below its name.
  if (isCollection(former) && isCollection(fresh) && former.flow === true) fresh.flow = true;
  if (isMap(former) && isMap(fresh)) {
    for (const pair of former.items) {
      const found = fresh.items.find(({ key }) => keyOf(key) === keyOf(pair.key));
      if (found === undefined) continue;
      keep(pair.key, found.key);
      keep(pair.value, found.value);
    }
  } else if (isSeq(former) && isSeq(fresh)) {
    for (const item of former.items)
      keep(
        item,
        fresh.items.find((other) => isSameItem(item, other)),
      );
  }
}

function keyOf(key: unknown): unknown {
  return isScalar(key) ? key.value : key;
}

/** Gates are the same by their names, all else by what it says. */
function isSameItem(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(identityOf(one), identityOf(other));
}

function identityOf(item: unknown): unknown {
  if (isMap(item) && item.has("name")) return formOf(String(item.get("name")));
  return isNode(item) ? item.toJSON() : item;
}
