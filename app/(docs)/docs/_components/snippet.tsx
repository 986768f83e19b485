import { CodeBlock } from "@/components/ui/code-block";
import { type DocsReader, docsReader } from "./docs-reader";

/** What examples are filled in with. */
export type SnippetFacts = Pick<DocsReader, "address" | "gate">;

/** `bash`, `javascript` and `python` are programs: a test runs every one of them. The rest is shown, not run. */
export type SnippetLanguage =
  | "bash"
  | "javascript"
  | "python"
  | "json"
  | "yaml"
  | "toml"
  | "ini"
  | "http"
  | "text";

export type SnippetProps = {
  label: string;
  lang: SnippetLanguage;
  code: string | ((facts: SnippetFacts) => string);
};

/** An example, filled in for whoever reads the page. In the page's Markdown it is a fence with its language. */
export async function Snippet({ label, code }: SnippetProps) {
  return <CodeBlock label={label} code={typeof code === "string" ? code : code(await docsReader())} />;
}
