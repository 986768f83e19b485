import type { Code, RootContent, Table, TableRow } from "mdast";
import type { ComponentProps, ReactNode } from "react";
import { SimpleTable } from "@/components/data-table/simple-table";
import { CodeBlock } from "@/components/ui/code-block";
import { Link } from "@/components/ui/link";
import { Tabs } from "@/components/ui/tabs";
import { ClientTabs } from "../_components/client-tabs";
import { OnScreen } from "../_components/on-screen";
import { Snippet, type SnippetFacts, type SnippetProps } from "../_components/snippet";
import { asWords } from "./nodes";
import { absolute } from "./read-tag";

type Means = { facts: SnippetFacts; read: (node: ReactNode) => Promise<RootContent[]> };
type Rule<Props> = (props: Props, means: Means) => RootContent[] | Promise<RootContent[]>;

const RULES = new Map<unknown, Rule<never>>();

function rule<Props>(component: (props: Props) => unknown, read: Rule<Props>): void {
  RULES.set(component, read as Rule<never>);
}

rule(Snippet, ({ label, lang, code }, { facts }) => [fence(label, lang, code, facts)]);
rule(CodeBlock, ({ label, code }, { facts }) => [
  fence(label, code.startsWith("curl ") ? "bash" : "text", code, facts),
]);
rule(Tabs, ({ items }, { read }) => read(items.map(({ panel }) => panel)));
rule(ClientTabs, ({ items }, { read }) => read(items.map(({ panel }) => panel)));
RULES.set(Link, linkOf as Rule<never>);
RULES.set(SimpleTable, tableOf as Rule<never>);
rule(OnScreen, () => []);

/** How a component is written as Markdown that cannot be read by calling it, or means more than its tags say. */
export function componentRule(type: unknown): Rule<unknown> | undefined {
  return RULES.get(type) as Rule<unknown> | undefined;
}

function fence(label: string, lang: string, code: SnippetProps["code"], facts: SnippetFacts): Code {
  const value = typeof code === "string" ? code : code(facts);
  return { type: "code", lang, meta: `title=${JSON.stringify(label)}`, value };
}

async function linkOf(
  { href, children }: ComponentProps<typeof Link>,
  { read }: Means,
): Promise<RootContent[]> {
  return [{ type: "link", url: absolute(String(href)), children: asWords(await read(children)) }];
}

async function tableOf(props: ComponentProps<typeof SimpleTable>, { read }: Means): Promise<[Table]> {
  const line = async (cells: ReactNode[]): Promise<TableRow> => ({
    type: "tableRow",
    children: await Promise.all(
      cells.map(async (cell) => ({ type: "tableCell" as const, children: asWords(await read(cell)) })),
    ),
  });
  const head = await line(props.columns.map(({ header }) => header));
  const rows = await Promise.all(props.rows.map((row) => line(props.columns.map(({ cell }) => cell(row)))));
  return [{ type: "table", children: [head, ...rows] }];
}
