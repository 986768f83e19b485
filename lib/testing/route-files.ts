import { readdirSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import { type GatewayRoute, gatewayListener } from "@/lib/transport/node-http";

const GATEWAY = fileURLToPath(new URL("../../app/(gateway)/", import.meta.url));

/** A route file of the public API: `/v1/keys/[id]` is `/v1/keys/:id`. */
export type RouteFile = { path: string; file: string };

/** Every route file without the catch-alls; of two that fit a path the one with a name where the other has a parameter comes first. */
export const routeFiles: readonly RouteFile[] = readdirSync(GATEWAY, { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => file.endsWith("/route.ts") && !file.includes("[..."))
  .map((file) => ({ path: pathOf(file), file: GATEWAY + file }))
  .toSorted((one, other) => (parametersLast(one.path) < parametersLast(other.path) ? -1 : 1));

/**
 * Serves the route files as `server.ts` does, but loads one only when it is called: all of them take a test file seconds. What `first` names
 * is loaded at once, so that its first call takes no longer than the next.
 */
export async function lazyGatewayListener(first: readonly string[] = []) {
  const modules = new Map<string, GatewayRoute["module"]>();
  let listener = gatewayListener([]);
  const load = async (fits: (path: string) => boolean) => {
    const missing = routeFiles.filter(({ path }) => fits(path) && !modules.has(path));
    if (missing.length === 0) return;
    for (const { path, file } of missing) modules.set(path, await import(file));
    const loaded = routeFiles.flatMap(({ path }) => {
      const module = modules.get(path);
      return module === undefined ? [] : [{ path, module }];
    });
    listener = gatewayListener(loaded);
  };
  await load((path) => first.includes(path));
  return async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const called = (incoming.url ?? "/").split("?", 1)[0] ?? "/";
    await load((path) => patternOf(path).test(called));
    await listener(incoming, response);
  };
}

function pathOf(file: string): string {
  return `/${file.slice(0, -"/route.ts".length).replace(/\[(\w+)\]/g, ":$1")}`;
}

/** A parameter's colon sorts after every letter of a name. */
function parametersLast(path: string): string {
  return path.replaceAll("/:", "/~");
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/:\w+/g, "[^/]+").replaceAll(".", "\\.")}/?$`);
}
