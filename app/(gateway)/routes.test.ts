import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { routeFiles } from "@/lib/testing/route-files";
import { gatewayRoutes } from "./routes";

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

test("the server mounts every route file, each once, and nothing else", () => {
  expect(gatewayRoutes.map(({ path }) => path).toSorted()).toEqual(
    routeFiles.map(({ path }) => path).toSorted(),
  );
});

test.each(routeFiles)("$path has the same methods before Next and in Next", async ({ file, path }) => {
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
