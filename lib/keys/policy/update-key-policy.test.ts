import { eq } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { makeOwner } from "@/db/factories";
import { auditEntries } from "@/db/schema/audit";
import { DEFAULT_GUARD } from "@/lib/core/key-guard";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { DEFAULT_KEY_POLICY } from "./contract";
import { getKeyPolicy } from "./queries";
import { updateKeyPolicy } from "./update-key-policy";

const { db, end } = await testDatabase();
afterAll(end);

const newCtx = async () => testContext(db, (await makeOwner(db)).accountId);
const trailOf = ({ accountId }: { accountId: string }) =>
  db
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.accountId, accountId as never));

test("what is given changes, the rest stays, and the trail says what changed", async () => {
  const ctx = await newCtx();
  expect(await getKeyPolicy(ctx)).toEqual(DEFAULT_KEY_POLICY);
  await updateKeyPolicy(ctx, { onLeak: "disable" });
  const guard = { ...DEFAULT_GUARD, spend: "pause" } as const;
  expect(await updateKeyPolicy(ctx, { guard })).toEqual({ onLeak: "disable", quietMinutes: 30, guard });
  await updateKeyPolicy(ctx, { guard, onLeak: "disable" });
  expect(await getKeyPolicy(ctx)).toEqual({ onLeak: "disable", quietMinutes: 30, guard });
  expect(await trailOf(ctx)).toMatchObject([
    { action: "key_policy.updated", before: { onLeak: "notify" }, after: { onLeak: "disable" } },
    { action: "key_policy.updated", before: { guard: null }, after: { guard } },
  ]);
  expect(await getKeyPolicy(await newCtx())).toEqual(DEFAULT_KEY_POLICY);
});

test("two who change different things at once both have their way", async () => {
  const ctx = await newCtx();
  await Promise.all([updateKeyPolicy(ctx, { onLeak: "rotate" }), updateKeyPolicy(ctx, { quietMinutes: 60 })]);
  expect(await getKeyPolicy(ctx)).toEqual({ onLeak: "rotate", quietMinutes: 60, guard: null });
});
