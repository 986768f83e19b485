import type { BlockContent, ListItem, RootContent, Text } from "mdast";
import type { ReactNode } from "react";
import { appUrl } from "@/lib/env";
import { asBlocks, asWords, textOf } from "./nodes";

type Props = Record<string, unknown>;
type Read = (node: ReactNode) => Promise<RootContent[]>;

/** Stands between a term and what it means, and shows that both are one item of a list. */
const TERM_END = ": ";

/** What an HTML tag means in Markdown. A tag without a meaning of its own is what stands in it. */
export async function readTag(tag: string, props: Props, read: Read): Promise<RootContent[]> {
  const inside = await read(props.children as ReactNode);
  return phrase(tag, props, inside) ?? block(tag, props, inside);
}

/** Whoever reads the Markdown does not know which address it came from. */
export function absolute(href: string): string {
  return href.startsWith("/") ? `${appUrl()}${href}` : href;
}

function phrase(tag: string, props: Props, inside: RootContent[]): RootContent[] | undefined {
  if (tag === "strong" || tag === "b") return [{ type: "strong", children: asWords(inside) }];
  if (tag === "em" || tag === "i") return [{ type: "emphasis", children: asWords(inside) }];
  if (tag === "code" || tag === "kbd") return [{ type: "inlineCode", value: textOf(inside) }];
  if (tag === "span" || tag === "dd") return inside;
  if (tag === "dt") return [...spaced(inside), termEnd()];
  if (tag !== "a") return undefined;
  const url = String(props.href);
  // A heading that leads to itself is no link elsewhere.
  return url.startsWith("#") ? inside : [{ type: "link", url: absolute(url), children: asWords(inside) }];
}

function block(tag: string, props: Props, inside: RootContent[]): RootContent[] {
  if (tag === "li" || (tag === "div" && inside.some(isTermEnd))) return [item(inside)];
  if (tag === "ul" || tag === "ol" || tag === "dl") return [list(inside, tag === "ol")];
  const level = /^h([1-6])$/.exec(tag)?.[1];
  return level === undefined ? asBlocks(inside) : [heading(Number(level), inside, props.id)];
}

function heading(level: number, inside: RootContent[], id: unknown): RootContent {
  const data = typeof id === "string" ? { data: { id } } : {};
  return { type: "heading", depth: level as 1 | 2 | 3 | 4 | 5 | 6, children: asWords(inside), ...data };
}

function list(inside: RootContent[], ordered: boolean): RootContent {
  const children = inside.filter((node): node is ListItem => node.type === "listItem");
  return { type: "list", ordered, spread: false, children };
}

function item(inside: RootContent[]): ListItem {
  return { type: "listItem", spread: false, children: asBlocks(inside) as BlockContent[] };
}

/** Names beside each other are set apart by the page's style, which Markdown has not. */
function spaced(nodes: RootContent[]): RootContent[] {
  return nodes.flatMap((node, place): RootContent[] =>
    place === 0 || node.type === "text" ? [node] : [{ type: "text", value: ", " }, node],
  );
}

function termEnd(): Text {
  return { type: "text", value: TERM_END, data: { isTermEnd: true } };
}

function isTermEnd(node: RootContent): boolean {
  return node.type === "text" && node.data?.isTermEnd === true;
}
