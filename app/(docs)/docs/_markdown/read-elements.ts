import type { RootContent } from "mdast";
import { Fragment, isValidElement, type ReactNode } from "react";
import type { SnippetFacts } from "../_components/snippet";
import { componentRule } from "./component-rules";
import { readTag } from "./read-tag";

const CLIENT_REFERENCE = Symbol.for("react.client.reference");

/**
 * Reads what a page would show as a tree of Markdown, without a browser: server components are called, tags are read by what
 * they mean. Components with a rule of their own are read by that; what only a browser can run is left out.
 */
export async function readElements(node: ReactNode, facts: SnippetFacts): Promise<RootContent[]> {
  const read = (child: ReactNode) => readElements(child, facts);
  if (node === null || node === undefined || typeof node === "boolean") return [];
  if (typeof node === "object" && "then" in node) return read(await node);
  if (!isValidElement<Record<string, unknown>>(node)) {
    if (typeof node !== "object") return [{ type: "text", value: String(node) }];
    const parts = await Promise.all([...(node as Iterable<ReactNode>)].map(read));
    return parts.flat();
  }
  const { type, props } = node;
  if (type === Fragment) return read(props.children as ReactNode);
  if (typeof type === "string") return readTag(type, props, read);
  const rule = componentRule(type);
  if (rule !== undefined) return rule(props, { facts, read });
  if (typeof type !== "function" || isForBrowsers(type)) return [];
  return read(await (type as (given: object) => ReactNode | Promise<ReactNode>)(props));
}

function isForBrowsers(type: object): boolean {
  return "$$typeof" in type && type.$$typeof === CLIENT_REFERENCE;
}
