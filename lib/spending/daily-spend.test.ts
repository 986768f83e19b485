import { afterAll, expect, test } from "vitest";
import { makeKey, makeOwner } from "@/db/factories";
import { makeRequests } from "@/db/factories-requests";
import { newId, type SpendingLimitId } from "@/lib/core/ids";
import { DAY_MS, HOUR_MS } from "@/lib/core/time";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import type { SpendingLimit } from "./contract";
import { dailySpend } from "./daily-spend";

const { db, end } = await testDatabase();
afterAll(end);

function limitOf(
  given: Pick<SpendingLimit, "scope" | "gateId" | "keyId" | "zone"> & { countsOwnKeys?: boolean },
): SpendingLimit {
  return { id: newId<SpendingLimitId>(), countsOwnKeys: true, ...given } as SpendingLimit;
}

test("each limit is given what its own holder spent, in days of its own zone, and today is left out", async () => {
  const { accountId } = await makeOwner(db);
  const [one, other] = [await makeKey(db, { accountId }), await makeKey(db, { accountId })];
  const ctx = testContext(db, accountId);
  ctx.clock.at = new Date("2026-11-20T12:00:00.000Z");
  const ago = (ms: number) => new Date(Date.parse("2026-11-20T12:00:00.000Z") - ms);
  await makeRequests(db, { accountId, ...one }, [
    { startedAt: ago(DAY_MS), costNanoUsd: 5n },
    { startedAt: ago(HOUR_MS), costNanoUsd: 1_000n },
    { startedAt: ago(31 * DAY_MS), costNanoUsd: 7n },
    { startedAt: ago(32 * DAY_MS), costNanoUsd: 9_000n },
  ]);
  await makeRequests(db, { accountId, ...other }, [
    { startedAt: ago(DAY_MS), costNanoUsd: 30n, ownProviderKey: true, ownCostNanoUsd: 28n },
  ]);
  const account = limitOf({ scope: "account", gateId: null, keyId: null, zone: "UTC" });
  const key = limitOf({ scope: "key", gateId: null, keyId: one.keyId, zone: "UTC" });
  const east = limitOf({ scope: "key", gateId: null, keyId: one.keyId, zone: "Pacific/Kiritimati" });
  const withoutOwn = limitOf({
    scope: "account",
    gateId: null,
    keyId: null,
    zone: "UTC",
    countsOwnKeys: false,
  });
  const ofOther = { scope: "key", gateId: null, keyId: other.keyId, zone: "UTC" } as const;
  const otherWithoutOwn = limitOf({ ...ofOther, countsOwnKeys: false });
  const found = await dailySpend(ctx, [account, key, east, withoutOwn, otherWithoutOwn]);
  expect(found.get(account.id)).toHaveLength(31);
  expect(found.get(account.id)?.at(-1)).toBe(35n);
  expect(found.get(account.id)?.[0]).toBe(7n);
  expect(found.get(key.id)?.at(-1)).toBe(5n);
  expect(found.get(withoutOwn.id)?.at(-1)).toBe(7n);
  expect(found.get(otherWithoutOwn.id)?.at(-1)).toBe(2n);
  // Noon of UTC is the next day 14 hours further east.
  expect(found.get(east.id)?.slice(-2)).toEqual([0n, 5n]);
});
