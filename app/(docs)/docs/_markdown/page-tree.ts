import type { Root } from "mdast";
import { createElement } from "react";
import type { SnippetFacts } from "../_components/snippet";
import type { DocsSlug } from "../_pages/docs-pages";
import { PAGE_MODULES } from "../_pages/page-modules";
import { readElements } from "./read-elements";

/** A page of the documentation as a tree of Markdown, its examples filled in with `facts`. */
export async function pageTree(slug: DocsSlug, facts: SnippetFacts): Promise<Root> {
  const { default: Page } = await PAGE_MODULES[slug]();
  return { type: "root", children: await readElements(createElement(Page), facts) };
}
