import type { Root } from "mdast";
import { gfmTableToMarkdown } from "mdast-util-gfm-table";
import { toMarkdown } from "mdast-util-to-markdown";

/** A tree as Markdown text. */
export function toText(tree: Root): string {
  return toMarkdown(tree, {
    bullet: "-",
    rule: "-",
    fences: true,
    incrementListMarker: true,
    resourceLink: true,
    extensions: [gfmTableToMarkdown({ tablePipeAlign: false })],
  });
}
