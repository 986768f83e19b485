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
  const [, name] = /\{(\w+)\}/.exec(operation.path) ?? [];
  if (name === undefined) return {};
  const [, version = "", room = ""] = operation.path.split("/");
  const of = (method: string) =>
    server.operations.find((one) => one.method === method && one.path === `/${version}/${room}`);
  const source = of("POST") ?? of("GET");
  if (source === undefined) throw new Error(`Nothing makes a thing for ${operation.path}`);
  const { body, ...sent } = exampleRequest(source, {});
  const text = typeof body === "string" ? { body: body.replaceAll(EXAMPLE_SERVER, server.providerUrl) } : {};
  const answer = await sendTo(server.url, source, { ...sent, ...text }, authorization);
  const made = await answer.json();
  const value: unknown = (made.data?.[0] ?? made)[name];
  if (typeof value !== "string") throw new Error(`${source.path} made nothing for ${operation.path}`);
  return { [name]: encodeURIComponent(value) };
}
