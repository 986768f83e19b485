import type { SnippetFacts } from "../_components/snippet";
import { DOCS_PAGES, docsPath } from "../_pages/docs-pages";
import { allPages } from "../_pages/operation-pages";
import { pageTree } from "./page-tree";
import { toText } from "./to-text";

/** What an instance is, for a language model that has never heard of it. */
const SUMMARY =
  "Layer is one address and one key for access to language models. Programs send requests to this instance with an API key; a gate says by name which models answer; every request is counted, priced and logged. Clients made for OpenAI or Anthropic work as they are.";

/** One page as Markdown. */
export async function pageText(slug: string, facts: SnippetFacts): Promise<string> {
  return toText(await pageTree(slug, facts));
}

/** The list of all pages, as llmstxt.org describes it. */
export function llmsText({ address }: SnippetFacts): string {
  const pages = allPages().map(
    ({ slug, label, about }) => `- [${label}](${address}${docsPath(slug)}.md): ${about}`,
  );
  const machines = [
    `- [OpenAPI document](${address}/v1/openapi.json): every endpoint with its fields and errors.`,
    `- [Everything in one file](${address}/llms-full.txt): all pages above but those of the API reference.`,
  ];
  return `# Layer\n\n> ${SUMMARY}\n\n## Documentation\n\n${pages.join("\n")}\n\n## For programs\n\n${machines.join("\n")}\n`;
}

/** All pages, one after the other; the reference is the OpenAPI document once more, and would be most of it. */
export async function allPagesText(facts: SnippetFacts): Promise<string> {
  const pages = await Promise.all(DOCS_PAGES.map(({ slug }) => pageText(slug, facts)));
  return pages.join("\n---\n\n");
}
