import type { PhrasingContent, RootContent } from "mdast";

declare module "mdast" {
  interface HeadingData {
    /** What `#…` leads to on the page. */
    id?: string;
  }
  interface TextData {
    /** What stands before it is a term, what follows is its meaning. */
    isTermEnd?: boolean;
  }
}

const PHRASES: ReadonlySet<string> = new Set(["text", "emphasis", "strong", "inlineCode", "link", "break"]);

/** Words within a line, as opposed to what stands on lines of its own. */
export function isPhrase(node: RootContent): node is PhrasingContent {
  return PHRASES.has(node.type);
}

/** Blocks alone: words that stand between them become paragraphs. */
export function asBlocks(nodes: RootContent[]): RootContent[] {
  const blocks: RootContent[] = [];
  let words: PhrasingContent[] = [];
  const close = () => {
    const trimmed = withoutEdgeBlanks(words);
    if (trimmed.length > 0) blocks.push({ type: "paragraph", children: trimmed });
    words = [];
  };
  for (const node of nodes) {
    if (isPhrase(node)) {
      words.push(node);
      continue;
    }
    close();
    blocks.push(node);
  }
  close();
  return blocks;
}

/** Words alone, of whatever it is: the text of blocks, for where only a line fits. */
export function asWords(nodes: RootContent[]): PhrasingContent[] {
  return joined(
    nodes.flatMap((node) => (isPhrase(node) ? [node] : "children" in node ? asWords(node.children) : [])),
  );
}

/** The plain text of nodes. */
export function textOf(nodes: readonly RootContent[]): string {
  return nodes
    .map((node) => {
      if ("value" in node) return node.value;
      if (!("children" in node)) return "";
      return `${textOf(node.children)}${isPhrase(node) ? "" : " "}`;
    })
    .join("");
}

function withoutEdgeBlanks(words: PhrasingContent[]): PhrasingContent[] {
  const parts = joined(words);
  const [first, last] = [parts[0], parts.at(-1)];
  if (first?.type === "text") first.value = first.value.trimStart();
  if (last?.type === "text") last.value = last.value.trimEnd();
  return parts.filter((part) => part.type !== "text" || part.value !== "");
}

/** React splits a sentence where a value stands in it. */
function joined(words: PhrasingContent[]): PhrasingContent[] {
  const parts: PhrasingContent[] = [];
  for (const word of words) {
    const before = parts.at(-1);
    if (word.type === "text" && before?.type === "text") before.value += word.value;
    else parts.push(word.type === "text" ? { ...word } : word);
  }
  return parts;
}
