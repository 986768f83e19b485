import type { DocumentedOperation } from "./api-document";
import { exampleRequest, sendTo } from "./fuzz-requests";

/** The server in documented examples, which does not exist. */
export const EXAMPLE_SERVER = "https://models.example.com/v1";

/**
 * The parameters of an operation's path for a thing of the caller's own. It is made, or found where nothing can be made, by the
 * operations of the collection that the path begins with, so that a new endpoint brings its own.
 */
export async function ownThing(
  server: { url: string; operations: readonly DocumentedOperation[]; providerUrl: string },
  operation: Pick<DocumentedOperation, "path">,
  authorization: string,
): Promise<Record<string, string>> {
  const [name, nameBelow] = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  if (name === undefined) return {};
  const [, version = "", room = ""] = operation.path.split("/");
  const collection = operation.path.slice(0, operation.path.indexOf("/{"));
  const of = (method: string) =>
    [collection, `/${version}/${room}`]
      .map((path) => server.operations.find((one) => one.method === method && one.path === path))
      .find((one) => one !== undefined);
  const source = of("POST") ?? of("GET");
  if (source === undefined) throw new Error(`Nothing makes a thing for ${operation.path}`);
  const { body, ...sent } = exampleRequest(source, {});
  const text = typeof body === "string" ? { body: body.replaceAll(EXAMPLE_SERVER, server.providerUrl) } : {};
  const found = async () => (await sendTo(server.url, source, { ...sent, ...text }, authorization)).json();
  let made = await found();
  if (made.data?.length === 0) {
    // An account's trail and its alerts are empty until something happens: a key that is found outside is in both.
    const leak = server.operations.find((one) => one.method === "POST" && one.path === "/v1/keys/{id}/leak");
    if (leak === undefined) throw new Error("Nothing reports a leak");
    const key = await ownThing(server, leak, authorization);
    await sendTo(server.url, leak, exampleRequest(leak, key), authorization);
    made = await found();
  }
  if (made.logs?.length === 0) {
    // The log is empty until somebody calls.
    const chat = server.operations.find((one) => one.path === "/v1/chat/completions");
    if (chat === undefined) throw new Error("Nothing can be called");
    await sendTo(server.url, chat, exampleRequest(chat, {}), authorization);
    made = await found();
  }
  const value: unknown = (made.data?.[0] ?? made.logs?.[0] ?? made)[name];
  if (typeof value !== "string") throw new Error(`${source.path} made nothing for ${operation.path}`);
  const own = { [name]: encodeURIComponent(value) };
  return nameBelow === undefined
    ? own
    : { ...own, [nameBelow]: await thingBelow(server, operation, own, authorization) };
}

/** The id of the first of the things that belong to it, as their list tells. */
async function thingBelow(
  server: { url: string; operations: readonly DocumentedOperation[] },
  { path }: Pick<DocumentedOperation, "path">,
  own: Record<string, string>,
  authorization: string,
): Promise<string> {
  const collection = path.slice(0, path.lastIndexOf("/{"));
  const list = server.operations.find((one) => one.method === "GET" && one.path === collection);
  if (list === undefined) throw new Error(`Nothing lists what is below ${collection}`);
  const answer = await sendTo(server.url, list, { what: "", path: own }, authorization);
  return encodeURIComponent((await answer.json()).data[0].id);
}
