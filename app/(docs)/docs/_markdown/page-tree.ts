import type { Root } from "mdast";
import { createElement, type ReactNode } from "react";
import type { SnippetFacts } from "../_components/snippet";
import { findOperationPage } from "../_pages/operation-pages";
import { PAGE_MODULES } from "../_pages/page-modules";
import { findReferencePage } from "../_pages/reference-pages";
import { OperationArticle } from "../reference/_components/operation-article";
import { ReferenceGroup } from "../reference/_components/reference-group";
import { readElements } from "./read-elements";

/** A page of the documentation as a tree of Markdown, its examples filled in with `facts`. */
export async function pageTree(slug: string, facts: SnippetFacts): Promise<Root> {
  return { type: "root", children: await readElements(await pageElement(slug), facts) };
}

async function pageElement(slug: string): Promise<ReactNode> {
  const [, group = "", operation = ""] = slug.split("/");
  const page = findOperationPage(group, operation);
  if (page !== undefined) return createElement(OperationArticle, { page });
  const reference = findReferencePage(group);
  if (reference !== undefined) return createElement(ReferenceGroup, { group: reference });
  const load = Object.entries(PAGE_MODULES).find(([name]) => name === slug)?.[1];
  return load === undefined ? null : createElement((await load()).default);
}
