import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { gatewayRoutes } from "./routes";

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** The paths of the route files on disk, without catch-alls: `/v1/keys/[id]` is `/v1/keys/:id`. */
const onDisk = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => file.endsWith("/route.ts") && !file.includes("[..."))
  .map((file) => ({ file: join(import.meta.dirname, file), path: toPath(file) }));

function toPath(file: string): string {
  return `/${file.slice(0, -"/route.ts".length).replace(/\[(\w+)\]/g, ":$1")}`;
}

test("the server mounts every route file, each once, and nothing else", () => {
  expect(gatewayRoutes.map(({ path }) => path).toSorted()).toEqual(onDisk.map(({ path }) => path).toSorted());
});

test.each(onDisk)("$path has the same methods before Next and in Next", async ({ file, path }) => {
  const module = gatewayRoutes.find((route) => route.path === path)?.module;
  const exported = await import(file);
  for (const method of METHODS) expect(module?.[method], method).toBe(exported[method]);
  expect(METHODS.some((method) => method in exported)).toBe(true);
});

test("every version has a catch-all, so that unknown paths are JSON in Next too", () => {
  const versions = new Set(["v1", "v2", "v3"]);
  for (const version of versions) {
    expect(readdirSync(join(import.meta.dirname, version))).toContain("[...unknown]");
  }
});
