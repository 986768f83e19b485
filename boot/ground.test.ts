import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { makeOwner } from "@/db/factories";
import { testDatabase } from "@/lib/testing/database";
import { openDataDir } from "./data-dir";
import { checkSettings } from "./ground";
import { reachDatabase } from "./reach-database";
import { openSecret } from "./secrets";
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

describe.each([
  ["AUTH_SECRET", "secrets.json"],
  ["ENCRYPTION_KEY", "encryption-key.json"],
] as const)("a generated %s", (name, file) => {
  test("is made once, for its owner's eyes, and stays the same", () => {
    const first = openSecret(folder, name);
    expect(Buffer.from(first, "base64")).toHaveLength(32);
    expect(openSecret(folder, name)).toEqual(first);
    expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
  });

  test("that is damaged stops the start instead of being replaced", () => {
    const damaged = mkdtempSync(join(folder, "damaged-"));
    writeFileSync(join(damaged, file), `{"${name}": `);
    expect(() => openSecret(damaged, name)).toThrow(`${file} is damaged`);
    expect(readFileSync(join(damaged, file), "utf8")).toBe(`{"${name}": `);
  });
});

test("the generated secrets differ, and settings with them are accepted", () => {
  const [AUTH_SECRET, ENCRYPTION_KEY] = [
    openSecret(folder, "AUTH_SECRET"),
    openSecret(folder, "ENCRYPTION_KEY"),
  ];
  expect(ENCRYPTION_KEY).not.toBe(AUTH_SECRET);
  vi.stubEnv("AUTH_SECRET", AUTH_SECRET);
  vi.stubEnv("ENCRYPTION_KEY", ENCRYPTION_KEY);
  expect(checkSettings().ENCRYPTION_KEY?.bytes).toHaveLength(32);
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
