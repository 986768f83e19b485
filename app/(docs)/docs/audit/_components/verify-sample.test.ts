import { createHash } from "node:crypto";
import { asc, eq } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { makeOwner } from "@/db/factories";
import { auditEntries } from "@/db/schema/audit";
import { entryOnWire } from "@/lib/audit/entry-on-wire";
import { createKey } from "@/lib/keys/create-key";
import { deleteKey } from "@/lib/keys/delete-key";
import { renameKey } from "@/lib/keys/rename-key";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { setTestEnvironment } from "@/lib/testing/environment";
import { VERIFY_SAMPLE } from "./verify-sample";

const { db, url, end } = await testDatabase();
setTestEnvironment(url);
afterAll(end);

/** Runs the published program over an export; returns what it prints. */
function verify(entries: object[]): string {
  const printed: string[] = [];
  const body = VERIFY_SAMPLE.replaceAll(/^import .*\n/gm, "");
  const run = new Function("createHash", "readFileSync", "console", body);
  run(createHash, () => JSON.stringify(entries), {
    log: (...words: string[]) => printed.push(words.join(" ")),
  });
  return printed.join("\n");
}

test("the published program finds an exported log whole, and every change of it", async () => {
  const { accountId } = await makeOwner(db);
  const ctx = testContext(db, accountId);
  const scope = { access: { keys: "write", audit: "read" }, networks: ["203.0.113.0/24"] } as const;
  const { key } = await createKey(ctx, {
    name: "Ünal 🔑",
    tags: ["b", "a"],
    scope: { ...scope, networks: [...scope.networks] },
  });
  await renameKey(ctx, { keyId: key.id, name: "Renamed" });
  await deleteKey(ctx, { keyId: key.id });
  const rows = await db
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.accountId, accountId))
    .orderBy(asc(auditEntries.sequence));
  const entries = rows.map(entryOnWire);
  const [first, second, third] = entries;
  expect(verify(entries)).toBe(`whole, ends with ${third?.hash}`);
  for (const changed of [
    [first, { ...second, actorName: "Eve" }, third],
    [first, third],
    [second, third],
    [first, second, { ...third, hash: second?.hash }],
  ]) {
    expect(() => verify(changed as object[])).toThrow(/^Broken at/);
  }
});
