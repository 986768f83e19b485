import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Code, RootContent } from "mdast";
import { snippets as keySnippets, shortCurl } from "@/app/(dashboard)/_first-request/snippets";
import { retrySnippets } from "@/app/(dashboard)/plan/client-answer";
import type { SnippetFacts } from "@/app/(docs)/docs/_components/snippet";
import { pageTree } from "@/app/(docs)/docs/_markdown/page-tree";
import { DOCS_PAGES } from "@/app/(docs)/docs/_pages/docs-pages";
import { projectRoot } from "@/db/project-root";

/** An example as a person finds it. */
export type FoundSnippet = { place: string; label: string; lang: string; code: string };

/** Every example of the documentation, the dialogs and the README, in the order of their places. */
export async function allSnippets(facts: SnippetFacts): Promise<FoundSnippet[]> {
  const pages = await Promise.all(
    DOCS_PAGES.map(async ({ slug }) =>
      codesOf((await pageTree(slug, facts)).children).map((code) => found(`docs/${slug}`, code)),
    ),
  );
  return [...pages.flat(), ...ofDialogs(facts), ...ofReadme(facts)];
}

function found(place: string, { lang, meta, value }: Code): FoundSnippet {
  const label = /^title=(".*")$/.exec(meta ?? "")?.[1];
  return { place, label: label === undefined ? "" : JSON.parse(label), lang: lang ?? "", code: value };
}

function codesOf(nodes: readonly RootContent[]): Code[] {
  return nodes.flatMap((node) =>
    node.type === "code" ? [node] : "children" in node ? codesOf(node.children) : [],
  );
}

/** What the dialogs of keys and gates show, and the page of plans. */
function ofDialogs({ address, gate }: SnippetFacts): FoundSnippet[] {
  const key = { address, gate, secret: null };
  const retry = retrySnippets(address);
  const langs = { curl: "bash", javascript: "javascript", python: "python", env: "ini" } as const;
  return [
    ...keySnippets(key).map(({ id, label, code }) => ({
      place: "dialog of a new key",
      label,
      lang: langs[id],
      code,
    })),
    { place: "page of all keys", label: "Then call it", lang: "bash", code: shortCurl(key) },
    ...(["curl", "javascript", "python"] as const).map((id) => ({
      place: "page of plans",
      label: id,
      lang: langs[id],
      code: retry[id],
    })),
  ];
}

const LANGS: Readonly<Record<string, string>> = { js: "javascript", sh: "bash" };

function ofReadme({ address }: SnippetFacts): FoundSnippet[] {
  const text = readFileSync(join(projectRoot(), "README.md"), "utf8");
  return [...text.matchAll(/^```(\w*)[^\n]*\n([\s\S]*?)^```$/gm)].map(([, lang = "", code = ""]) => ({
    place: "README",
    label: code.trim().split("\n")[0] ?? "",
    lang: LANGS[lang] ?? lang,
    code: code.trimEnd().replaceAll("http://localhost:3000", address),
  }));
}
