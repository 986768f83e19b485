import type { Caller } from "./caller";
import { List } from "./list";
import { Page } from "./page";
import type { Answer, CallOptions } from "./request-options";

/** What an answer brings of a list, and what to ask for the rest with; null when there is none. */
export type Part<T> = { items: readonly T[]; rest: object | null };

/** The list at `path`; `read` takes each answer apart. */
export function listOf<A, T>(
  client: Caller,
  {
    path,
    query = {},
    options,
  }: { path: string; query?: object | undefined; options: CallOptions | undefined },
  read: (answer: Answer<A>) => Part<T>,
): List<T> {
  const ask = async (asked: object): Promise<Page<T>> => {
    const answer = await client.send<A>({ method: "GET", path, query: asked, ...options });
    const { items, rest } = read(answer);
    return Page.made(items, rest === null ? null : () => ask({ ...asked, ...rest }));
  };
  return new List(() => ask(query));
}

/** How most lists are answered. */
export type WireList<T> = { data: T[]; last_id: string | null; has_more: boolean };

/** Reads the answer that most lists have. */
export function readWireList<T>({ data }: Answer<WireList<T>>): Part<T> {
  return { items: data.data, rest: data.has_more ? { after: data.last_id } : null };
}

/** Reads a bare array whose head links to the rest (RFC 8288). */
export function readLinkedArray<T>({ data, headers }: Answer<T[]>): Part<T> {
  const [, link = ""] = /<([^>]*)>;\s*rel="next"/.exec(headers.get("link") ?? "") ?? [];
  const after = new URLSearchParams(link.split("?")[1] ?? "").get("after");
  return { items: data, rest: after === null ? null : { after } };
}

/** Reads a bare array that is all there is. */
export function readArray<T>({ data }: Answer<T[]>): Part<T> {
  return { items: data, rest: null };
}
