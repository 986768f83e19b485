import { afterAll, expect, test } from "vitest";
import { makeKey, makeOwner } from "@/db/factories";
import { makeRequests } from "@/db/factories-requests";
import { DAY_MS, HOUR_MS } from "@/lib/core/time";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { lastThirtyDays } from "@/lib/usage/contract";
import { addUpUsage, findUsageSpan } from "@/lib/usage/usage-spans";
import { listKeys } from "./queries";

const { db, sql, end } = await testDatabase();
afterAll(end);

const start = new Date("2026-11-22T10:30:00Z");

/** Keys with calls all over the last forty days, some of them without a known cost. */
async function makeAccount() {
  const ctx = testContext(db, (await makeOwner(db)).accountId);
  for (let n = 0; n < 12; n += 1) {
    const { keyId, secretId } = await makeKey(db, { accountId: ctx.accountId });
    const calls = Array.from({ length: (n * 7) % 12 }, (_, call) => ({
      startedAt: new Date(start.getTime() - (((n + 1) * (call + 1) * 5 * HOUR_MS) % (40 * DAY_MS))),
      costNanoUsd: n % 4 === 3 ? null : BigInt((n * 31 + call) % 17),
    }));
    await makeRequests(db, { accountId: ctx.accountId, keyId, secretId }, calls);
  }
  return ctx;
}
type Context = Awaited<ReturnType<typeof makeAccount>>;

async function orders(ctx: Context, now: Date) {
  ctx.clock.at = now;
  const usual = { search: "", cursor: null, limit: 100, includeUsageSince: lastThirtyDays(now).from };
  const lists = [];
  for (const sort of ["requests", "cost"] as const) {
    for (const direction of ["asc", "desc"] as const) {
      lists.push((await listKeys(ctx, { ...usual, sort, direction })).items.map(({ id }) => id));
    }
  }
  return lists;
}

test("lists in the order of usage are the same whether sums were made before or not, on the next day too", async () => {
  const ctx = await makeAccount();
  for (const hours of [0, 1, 5, 13.6, 14, 30]) {
    const now = new Date(start.getTime() + hours * HOUR_MS);
    await sql`delete from key_usage_spans`;
    await sql`delete from key_usage_sums`;
    const plain = await orders(ctx, now);
    for (const earlier of [20, 3, 0]) await addUpUsage(db, new Date(now.getTime() - earlier * HOUR_MS), 1);
    await addUpUsage(db, now, 1);
    expect(await findUsageSpan(ctx, lastThirtyDays(now).from)).not.toBeNull();
    expect(await orders(ctx, now), `after ${hours} hours`).toEqual(plain);
  }
});

test("a call that ends after its hour was added up is in the order of the list", async () => {
  const ctx = await makeAccount();
  ctx.clock.at = start;
  await addUpUsage(db, start, 1);
  const { keyId, secretId } = await makeKey(db, { accountId: ctx.accountId });
  const calls = Array.from({ length: 50 }, () => ({
    startedAt: new Date(start.getTime() - HOUR_MS),
    costNanoUsd: 1n,
  }));
  await makeRequests(db, { accountId: ctx.accountId, keyId, secretId }, calls);
  expect((await orders(ctx, start))[1]?.[0]).toBe(keyId);
});

test("sums of a day that is over are thrown away, and small accounts have none", async () => {
  const ctx = await makeAccount();
  await addUpUsage(db, start, 1);
  await addUpUsage(db, new Date(start.getTime() + 3 * DAY_MS), 1_000);
  const [left] = await sql`
    select (select count(*)::int from key_usage_spans where account_id = ${ctx.accountId})
      + (select count(*)::int from key_usage_sums where account_id = ${ctx.accountId}) as rows`;
  expect(left?.rows).toBe(0);
});
