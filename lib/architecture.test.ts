import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import {
  cycles,
  environmentBreaches,
  importBreaches,
  readSources,
  type Source,
  sizeBreaches,
} from "./testing/architecture";

const root = fileURLToPath(new URL("../", import.meta.url));
const FOLDERS = ["app", "boot", "components", "db", "e2e", "lib", "scripts", "sdk"];

function listSources(): string[] {
  const entries = readdirSync(root, { withFileTypes: true });
  const top = entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
  const below = entries
    .filter((entry) => entry.isDirectory() && FOLDERS.includes(entry.name))
    .flatMap(({ name }) =>
      readdirSync(`${root}${name}`, { recursive: true, encoding: "utf8" }).map(
        (path) => `${name}/${path.replaceAll("\\", "/")}`,
      ),
    );
  return [...top, ...below].filter(
    (path) => /\.tsx?$/.test(path) && path !== "next-env.d.ts" && !path.startsWith("sdk/dist/"),
  );
}

const sources = readSources(root, listSources());

describe("the house keeps its shape", () => {
  test("there are sources to look at", () => expect(sources.length).toBeGreaterThan(50));
  test("imports point downwards only", () => expect(importBreaches(sources)).toEqual([]));
  test("the environment is read in one place", () => expect(environmentBreaches(sources)).toEqual([]));
  test("no import leads back to its own file", () => expect(cycles(sources)).toEqual([]));
  test("files stay within the budget of their kind", () => expect(sizeBreaches(sources)).toEqual([]));
});

describe("the rules catch what they are for", () => {
  const breaches = (path: string, text: string) => importBreaches([{ path, text }]);
  const forbidden: Array<[string, string]> = [
    ["lib/keys/create-key.ts", 'import { redirect } from "next/navigation";'],
    ["lib/keys/create-key.ts", 'import { x } from "@/lib/gateway/pipeline";'],
    ["lib/keys/create-key.ts", 'import { x } from "../transport/auth";'],
    ["lib/keys/create-key.ts", 'import { x } from "@/lib/gates/queries";'],
    ["lib/audit/record-change.ts", 'import { x } from "@/lib/keys/queries";'],
    ["lib/keys/create-key.ts", 'import { fake } from "@/lib/testing/fake-openai";'],
    ["lib/providers/registry.ts", 'import type { Gate } from "@/lib/gates/contract";'],
    ["lib/newroom/x.ts", 'import { x } from "@/lib/keys/queries";'],
    ["lib/core/format.ts", 'import { readFileSync } from "node:fs";'],
    ["lib/gateway/authenticate.ts", 'import { eq } from "drizzle-orm";'],
    ["lib/gateway/authenticate.ts", 'import { ledger } from "@/db/client";'],
    ["lib/transport/auth.ts", 'import { eq } from "drizzle-orm";'],
    ["db/client.ts", 'import { listKeys } from "@/lib/keys/queries";'],
    ["components/ui/button.tsx", 'import { listKeys } from "@/lib/keys/queries";'],
    ["components/ui/button.tsx", 'import { keyName } from "@/lib/keys/contract";'],
    ["app/(dashboard)/keys/page.tsx", 'import { ledger } from "@/db/client";'],
    ["app/(dashboard)/keys/page.tsx", 'import { eq } from "drizzle-orm";'],
    [
      "app/(dashboard)/keys/page.tsx",
      'import { Panel } from "@/app/(dashboard)/settings/_components/panel";',
    ],
    ["app/(dashboard)/keys/page.tsx", 'const { x } = await import("@/db/client");'],
    ["lib/core/format.ts", 'const shown = `text`;\nimport OpenAI from "openai";'],
    ["sdk/src/layer.ts", 'import { secretShape } from "@/lib/core/secret-shape";'],
    ["sdk/src/layer.ts", 'import { z } from "zod";'],
    ["lib/keys/create-key.ts", 'import { Layer } from "@layer-ai/sdk";'],
    ["e2e/dashboard/keys.spec.ts", 'import { listKeys } from "@/lib/keys/queries";'],
  ];
  test.each(forbidden)("%s may not say %s", (path, text) => expect(breaches(path, text)).toHaveLength(1));

  const allowed: Array<[string, string]> = [
    [
      "lib/keys/create-key.ts",
      'import { apiKeys } from "@/db/schema/keys";\nimport { eq } from "drizzle-orm";',
    ],
    ["lib/keys/create-key.ts", 'import { usageTotals } from "@/lib/usage/queries";'],
    ["lib/keys/create-key.ts", '// import { redirect } from "next/navigation";'],
    ["components/ui/button.tsx", 'import type { ApiKey } from "@/lib/keys/contract";'],
    ["app/(dashboard)/keys/[keyId]/page.tsx", 'import { Row } from "../_components/row";'],
    ["app/(dashboard)/keys/page.tsx", 'import { LogRows } from "../_log-parts/list/log-rows";'],
    ["lib/transport/auth.ts", 'import NextAuth from "next-auth";'],
    ["lib/core/call-snippets.ts", 'const shown = `\\`\nimport OpenAI from "openai";`;'],
  ];
  test.each(allowed)("%s may say %s", (path, text) => expect(breaches(path, text)).toEqual([]));

  test("circles, long files and readers of the environment are told", () => {
    const a: Source = { path: "lib/keys/a.ts", text: 'import { b } from "./b";' };
    const b: Source = { path: "lib/keys/b.ts", text: 'export { a } from "./a";' };
    expect(cycles([a, b])).toEqual(["lib/keys/a.ts > lib/keys/b.ts > lib/keys/a.ts"]);
    const long = "x\n".repeat(61);
    expect(sizeBreaches([{ path: "app/(dashboard)/keys/page.tsx", text: long }])).toHaveLength(1);
    expect(sizeBreaches([{ path: "app/(dashboard)/keys/table.tsx", text: long }])).toHaveLength(0);
    expect(environmentBreaches([{ path: "lib/keys/a.ts", text: "process.env.HOME" }])).toHaveLength(1);
    expect(environmentBreaches([{ path: "lib/env.ts", text: "process.env.HOME" }])).toHaveLength(0);
  });
});
