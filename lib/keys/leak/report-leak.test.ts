import { asc, eq } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { makeKey, makeOwner, newSecret } from "@/db/factories";
import { alerts } from "@/db/schema/alerts";
import { auditEntries } from "@/db/schema/audit";
import type { Ctx } from "@/lib/context";
import { newId } from "@/lib/core/ids";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { enableKey } from "../enable-key";
import { reportLeak } from "./report-leak";
import { resolveExposure } from "./resolve-exposure";

const { db, sql, end } = await testDatabase();
afterAll(end);

async function newKey() {
  const { accountId, userId } = await makeOwner(db);
  const key = await makeKey(db, { accountId, name: "Production" });
  return { ctx: testContext(db, accountId, { kind: "user", userId }), ...key };
}

const trailOf = ({ accountId }: Ctx) =>
  db
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.accountId, accountId))
    .orderBy(asc(auditEntries.sequence));
const alertsOf = ({ accountId }: Ctx) => db.select().from(alerts).where(eq(alerts.accountId, accountId));
const cutAt = async (keyId: string) =>
  (await sql`select calls_cut_at from api_keys where id = ${keyId}`)[0]?.calls_cut_at ?? null;

test("a leak that is reported marks the key, stops it with its calls, tells the account and stands in the trail", async () => {
  const { ctx, keyId } = await newKey();
  ctx.clock.at = new Date("2026-11-24T10:00:00Z");
  const where = "https://github.com/acme/app/blob/main/.env";
  const key = await reportLeak(ctx, { keyId, action: "disable", where });
  expect(key).toMatchObject({ status: "disabled", exposedAt: ctx.clock.at, exposedWhere: where });
  expect(key.disabledBy).toBeNull();
  expect(await cutAt(keyId)).not.toBeNull();
  expect(await trailOf(ctx)).toMatchObject([
    {
      action: "key.exposed",
      subjectId: keyId,
      before: { exposedAt: null, exposedWhere: null },
      after: { exposedWhere: where },
    },
    { action: "key.disabled", subjectId: keyId, before: { disabledAt: null } },
  ]);
  expect(await alertsOf(ctx)).toMatchObject([
    { type: "key.exposed", keyId, message: expect.stringContaining(where), dismissedAt: null },
  ]);
});

test("a key that is only marked goes on working, and its calls go on", async () => {
  const { ctx, keyId } = await newKey();
  const key = await reportLeak(ctx, { keyId, action: "mark" });
  expect(key).toMatchObject({ status: "never used", exposedWhere: null, exposedAt: expect.any(Date) });
  expect(await cutAt(keyId)).toBeNull();
});

test("reporting it again keeps the first moment and tells nobody twice; a new place is noted", async () => {
  const { ctx, keyId } = await newKey();
  const first = await reportLeak(ctx, { keyId, action: "mark", where: "a log file" });
  await reportLeak(ctx, { keyId, action: "mark" });
  await reportLeak(ctx, { keyId, action: "mark", where: "a log file" });
  expect(await trailOf(ctx)).toHaveLength(1);
  const again = await reportLeak(ctx, { keyId, action: "disable", where: "a public paste" });
  expect(again).toMatchObject({ exposedAt: first.exposedAt, exposedWhere: "a public paste" });
  expect((await trailOf(ctx)).map(({ action }) => action)).toEqual([
    "key.exposed",
    "key.exposed",
    "key.disabled",
  ]);
  expect(await alertsOf(ctx)).toHaveLength(1);
});

test("a secret in the place where it was found is kept nowhere", async () => {
  const { ctx, keyId, secret } = await newKey();
  const key = await reportLeak(ctx, { keyId, action: "disable", where: `https://a.test/?q=${secret}&x=1` });
  expect(key.exposedWhere).toBe(`https://a.test/?q=${secret.slice(0, 12)}…&x=1`);
  await resolveExposure(ctx, { keyId, note: `Removed ${secret} and ${newSecret()}.` });
  const kept = JSON.stringify([await trailOf(ctx), await alertsOf(ctx)]);
  expect(kept).not.toContain(secret.slice(12, 30));
  expect(kept).toContain(secret.slice(0, 12));
});

test("an exposure is resolved with a note; the key stays stopped until somebody enables it", async () => {
  const { ctx, keyId } = await newKey();
  await reportLeak(ctx, { keyId, action: "disable", where: "a public repository" });
  const resolved = await resolveExposure(ctx, { keyId, note: " Removed from history. " });
  expect(resolved).toMatchObject({ exposedAt: null, exposedWhere: null, status: "disabled" });
  const trail = await trailOf(ctx);
  expect(trail.at(-1)).toMatchObject({
    action: "key.exposure_resolved",
    before: { exposedWhere: "a public repository" },
    after: { exposedAt: null, note: "Removed from history." },
  });
  expect(await alertsOf(ctx)).toMatchObject([{ dismissedAt: expect.any(Date) }]);
  await resolveExposure(ctx, { keyId, note: "Again." });
  expect(await trailOf(ctx)).toHaveLength(trail.length);
  expect(await enableKey(ctx, { keyId })).toMatchObject({ status: "never used" });
  await reportLeak(ctx, { keyId, action: "mark" });
  expect(await alertsOf(ctx)).toHaveLength(2);
});

test("bad words, unknown keys and other accounts' keys are refused, and nothing changes", async () => {
  const { ctx, keyId } = await newKey();
  const other = await newKey();
  for (const where of ["x".repeat(501), "two\nlines", "half \ud800"]) {
    const refused = reportLeak(ctx, { keyId, action: "disable", where });
    await expect(refused).rejects.toMatchObject({ code: "invalid_field", param: "where" });
  }
  for (const note of ["", "  ", "x".repeat(501)]) {
    const refused = resolveExposure(ctx, { keyId, note });
    await expect(refused).rejects.toMatchObject({ code: "invalid_field", param: "note" });
  }
  for (const id of [other.keyId, newId(), "x"]) {
    await expect(reportLeak(ctx, { keyId: id, action: "disable" })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(resolveExposure(ctx, { keyId: id, note: "x" })).rejects.toMatchObject({
      code: "not_found",
    });
  }
  expect(await trailOf(ctx)).toEqual([]);
  expect(await trailOf(other.ctx)).toEqual([]);
});
