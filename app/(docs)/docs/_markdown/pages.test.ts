import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { ERRORS } from "@/lib/core/errors";
import { setTestEnvironment } from "@/lib/testing/environment";
import { indexSections, type SearchSection } from "../_components/search-docs";
import { DOCS_PAGES, docsPath } from "../_pages/docs-pages";
import { allPages, operationPages } from "../_pages/operation-pages";
import { REFERENCE_PAGES } from "../_pages/reference-pages";
import { referenceDocument } from "../reference/_document/api-document";
import { allPagesText, llmsText, pageText } from "./page-text";
import { pageTree } from "./page-tree";
import { searchSections } from "./search-sections";

setTestEnvironment("postgres://nobody@127.0.0.1:1/nothing");
const facts = { address: "https://layer.example", gate: 'it\'s "mine"' };
const docs = fileURLToPath(new URL("..", import.meta.url));
/** Each page is written once for all tests: there are more than a hundred and fifty. */
const texts = new Map<string, Promise<string>>();
function textOf(slug: string): Promise<string> {
  const text = texts.get(slug) ?? pageText(slug, facts);
  texts.set(slug, text);
  return text;
}
let sections: SearchSection[] = [];
let find: ReturnType<typeof indexSections>;
beforeAll(async () => {
  sections = await searchSections(facts);
  find = indexSections(sections);
});

test("every page that there is stands in the list, and none that there is not", () => {
  const folders = readdirSync(docs, { withFileTypes: true, recursive: true })
    .filter(({ name }) => name === "page.tsx")
    .filter(({ parentPath }) => !parentPath.endsWith("]"))
    .map(({ parentPath }) => parentPath.slice(docs.length).replace(/^$/, "introduction"));
  expect(folders.toSorted()).toEqual(DOCS_PAGES.map(({ slug }) => slug as string).toSorted());
});

describe.each(allPages())("$slug", ({ slug }) => {
  test("is Markdown with one title, and nothing of HTML or of React in it", async () => {
    const text = await textOf(slug);
    const prose = text.replaceAll(/^```[\s\S]*?^```$/gm, "");
    expect(prose.match(/^# /gm)).toHaveLength(1);
    expect(prose.replaceAll(/`[^`\n]*`/g, "")).not.toMatch(/<\/?[a-z]+[ >]|\[object |undefined/);
    expect(text.length).toBeGreaterThan(250);
  });

  test("leads only to pages and anchors that there are", async () => {
    const anchors = new Set(sections.map(({ href }) => href));
    const text = await textOf(slug);
    for (const [, href = ""] of text.matchAll(/\]\(http:\/\/layer\.test(\/docs[^)]*)\)/g)) {
      expect(anchors, href).toContain(href);
    }
  });
});

test("examples are filled in with the reader's address and gate, quoted for their language", async () => {
  const text = await pageText("quickstart", facts);
  expect(text).toContain("curl 'https://layer.example/v1/chat/completions'");
  expect(text).toContain(`"model":"it'\\''s \\"mine\\""`);
  expect(text).toContain(`model: "it's \\"mine\\"",`);
  expect(text).toMatch(/```python title="OpenAI, Python"\n/);
});

test("every error code has an entry that its anchor leads to", async () => {
  const { children } = await pageTree("errors", facts);
  const ids = children.flatMap((node) => (node.type === "heading" && node.data?.id ? [node.data.id] : []));
  expect(ids).toEqual(expect.arrayContaining(Object.keys(ERRORS)));
  expect(new Set(ids).size).toBe(ids.length);
});

test("llms.txt names every page at the address that answers with its Markdown, and llms-full.txt has all of them", async () => {
  const list = llmsText(facts);
  for (const { slug, label } of allPages()) {
    expect(list).toContain(`[${label}](https://layer.example${docsPath(slug)}.md)`);
  }
  expect((await allPagesText(facts)).match(/^# /gm)?.length).toBeGreaterThanOrEqual(DOCS_PAGES.length);
});

test("every operation of the API stands in the reference, with its address, its permissions and its errors", async () => {
  const pages = REFERENCE_PAGES.flatMap(operationPages);
  expect(pages.map(({ operation }) => operation)).toHaveLength(referenceDocument().operations.length);
  expect(pages.length).toBeGreaterThan(130);
  for (const { slug, operation } of pages) {
    const address = `\`${operation.method} ${operation.path}\``;
    const entry = await textOf(slug);
    expect(entry).toContain(`\n\n${address}\n`);
    for (const permission of operation["x-permissions"]) expect(entry).toContain(`\`${permission}\``);
    for (const [, { "x-error-codes": codes = [] }] of operation.answers) {
      for (const code of codes) expect(entry, address).toContain(`/docs/errors#${code})`);
    }
  }
});

describe("search", () => {
  test("a code is found as the first, whole, in part and with its beginning alone", () => {
    for (const code of ["key_disabled", "spending_limit_exceeded"]) {
      expect(find(code)[0]?.href).toBe(`/docs/errors#${code}`);
    }
    expect(find("key_dis")[0]?.href).toBe("/docs/errors#key_disabled");
    expect(find("not_bounded").map(({ href }) => href)).toContain("/docs/errors#spending_not_bounded");
  });

  test("titles and headings come before text, and a typing error is forgiven", () => {
    expect(find("webhooks")[0]?.href).toBe("/docs/webhooks");
    expect(find("claude code")[0]?.href).toBe("/docs/sdks#claude-code");
    expect(find("rate limits")[0]?.title).toBe("Rate limits");
    expect(find("webhoks")[0]?.page).toBe("Webhooks");
    expect(find("round-robin")[0]).toMatchObject({ href: "/docs/gates#strategies" });
  });

  test("what is nowhere is not found, and nothing is found for nothing", () => {
    expect(find("zzzyqx")).toEqual([]);
    expect(find("")).toEqual([]);
  });

  test("what is loaded for it stays small", () => {
    expect(Buffer.byteLength(JSON.stringify(sections))).toBeLessThan(160_000);
  });
});
