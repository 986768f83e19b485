import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { makeOwner } from "@/db/factories";
import { testDatabase } from "@/lib/testing/database";
import { openDataDir } from "./data-dir";
import { checkSettings } from "./ground";
import { reachDatabase } from "./reach-database";
import { openSecrets } from "./secrets";
import { makeSetupLink } from "./setup-link";

const folder = mkdtempSync(join(tmpdir(), "layer-ground-test-"));
let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await database.end();
  rmSync(folder, { recursive: true, force: true });
});

describe("secrets", () => {
  test("are made once, for their owner's eyes, and stay the same", () => {
    const first = openSecrets(folder);
    expect(Buffer.from(first.AUTH_SECRET, "base64")).toHaveLength(32);
    expect(openSecrets(folder)).toEqual(first);
    expect(statSync(join(folder, "secrets.json")).mode & 0o777).toBe(0o600);
  });

  test("that are damaged stop the start instead of being replaced", () => {
    const damaged = mkdtempSync(join(folder, "damaged-"));
    writeFileSync(join(damaged, "secrets.json"), '{"AUTH_SECRET": ');
    expect(() => openSecrets(damaged)).toThrow(/secrets\.json is damaged/);
    expect(readFileSync(join(damaged, "secrets.json"), "utf8")).toBe('{"AUTH_SECRET": ');
  });
});

test("the data folder is not for others to read or list", () => {
  const path = join(folder, "data");
  expect(openDataDir(path, true)).toEqual({ path, note: null });
  expect(statSync(path).mode & 0o066).toBe(0);
});

test("settings may leave out what the ground provides, and nothing else", () => {
  vi.stubEnv("DATABASE_URL", "");
  vi.stubEnv("AUTH_SECRET", "");
  expect(checkSettings().PORT).toBeTypeOf("number");
  vi.stubEnv("PORT", "http");
  expect(() => checkSettings()).toThrow("PORT must be a whole number");
});

test("a database that cannot be reached is named without its password", async () => {
  const url = new URL(database.url);
  url.password = "not-the-password";
  url.username = "nobody";
  const failure = await reachDatabase(url.toString(), () => {}).catch((error: Error) => error);
  expect(failure).toMatchObject({ message: expect.stringContaining(url.host) });
  expect(String(failure)).not.toContain("not-the-password");
});

test("the setup link works only until somebody has an account", async () => {
  vi.stubEnv("DATABASE_URL", database.url);
  vi.stubEnv("AUTH_SECRET", "s".repeat(32));
  const link = await makeSetupLink(database.sql);
  expect(link).toMatch(/^http:\/\/localhost:\d+\/setup\?token=[\w-]{32}$/);
  const [stored] = await database.sql<{ token_hash: string }[]>`select token_hash from setup_tokens`;
  expect(stored?.token_hash).toMatch(/^[0-9a-f]{64}$/);
  await makeOwner(database.db);
  expect(await makeSetupLink(database.sql)).toBeNull();
  expect(await database.sql`select from setup_tokens`).toHaveLength(0);
});
