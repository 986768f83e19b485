import type { Root, RootContent } from "mdast";
import type { SearchSection } from "../_components/search-docs";
import type { SnippetFacts } from "../_components/snippet";
import { DOCS_PAGES, docsPath } from "../_pages/docs-pages";
import { operationPages } from "../_pages/operation-pages";
import { REFERENCE_PAGES, type ReferencePage } from "../_pages/reference-pages";
import { textOf } from "./nodes";
import { pageTree } from "./page-tree";

/** Everything that can be found: a part of a page for each heading that can be linked to. */
export async function searchSections(facts: SnippetFacts): Promise<SearchSection[]> {
  const pages = await Promise.all(
    DOCS_PAGES.map(async ({ slug, label }) =>
      sectionsOf(await pageTree(slug, facts), { page: label, path: docsPath(slug) }),
    ),
  );
  return [...pages.flat(), ...REFERENCE_PAGES.flatMap(referenceSections)];
}

/** An operation is found by its address and what it does; its fields stand in too many others. */
function referenceSections(group: ReferencePage): SearchSection[] {
  return [
    { href: docsPath(group.slug), page: group.label, title: group.label, text: "" },
    ...operationPages(group).map(({ slug, label, about }) => ({
      href: docsPath(slug),
      page: group.label,
      title: label,
      text: about,
    })),
  ];
}

function sectionsOf(tree: Root, { page, path }: { page: string; path: string }): SearchSection[] {
  const sections: SearchSection[] = [{ href: path, page, title: page, text: "" }];
  for (const node of tree.children) {
    if (node.type === "heading" && node.data?.id !== undefined) {
      sections.push({ href: `${path}#${node.data.id}`, page, title: wordsOf([node]), text: "" });
      continue;
    }
    // Code is many letters and few words that anybody looks for, and the title is there already.
    if (node.type === "code" || (node.type === "heading" && node.depth === 1)) continue;
    const last = sections.at(-1);
    if (last !== undefined) last.text = `${last.text} ${wordsOf([node])}`.trim();
  }
  return sections;
}

function wordsOf(nodes: readonly RootContent[]): string {
  return textOf(nodes).replaceAll(/\s+/g, " ").trim();
}
