import { beforeAll, expect, test } from "vitest";
import { makeKey, makeOwner } from "@/db/factories";
import { makeRequests } from "@/db/factories-requests";
import { accountRetention } from "@/db/schema/retention";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import type { LimitOverrides } from "@/lib/core/rate-limits";
import { DAY_MS } from "@/lib/core/time";
import { getPlan } from "@/lib/plans/queries";
import { appDatabase } from "@/lib/testing/app-database";
import { testContext } from "@/lib/testing/context";
import { deleteExpired } from "./delete-expired";
import { previewAccountExpiry, previewChange, previewPlanExpiry } from "./preview-expiry";

const { db, sql } = await appDatabase();

const NOW = new Date("2026-11-20T12:30:00Z");
const NOTHING = { rows: 0, accounts: 0, oldest: null, before: null };
const ago = (days: number) => new Date(NOW.getTime() - days * DAY_MS);

let operator: Ctx;
beforeAll(async () => {
  const { accountId, userId } = await makeOwner(db, { createdAt: new Date("2020-01-01") });
  operator = at(testContext(db, accountId, { kind: "user", userId }));
});

function at(ctx: ReturnType<typeof testContext>): Ctx {
  ctx.clock.at = NOW;
  return ctx;
}

/** An account with a call of each of some days ago. */
async function newAccount(plan: "growth" | "scale", days: number[], limits: LimitOverrides | null = null) {
  const { accountId, userId } = await makeOwner(db, { plan, limits });
  const key = await makeKey(db, { accountId });
  await makeRequests(
    db,
    { accountId, ...key },
    days.map((day) => ({ startedAt: ago(day) })),
  );
  return { accountId, ctx: at(testContext(db, accountId, { kind: "user", userId })) };
}

test("what a plan with fewer days deletes is told of all its accounts without days of their own, and just that goes", async () => {
  await newAccount("growth", [1, 40, 50]);
  const second = await newAccount("growth", [45, 60]);
  await newAccount("growth", [70], { logDays: null });
  await newAccount("scale", [80]);
  const preview = await previewPlanExpiry(operator, { plan: "growth", logDays: 42 });
  expect(preview).toEqual({
    rows: 3,
    accounts: 2,
    oldest: new Date("2026-09-21T12:00:00Z"),
    before: new Date("2026-10-09T12:00:00Z"),
  });
  for (const logDays of [null, 61]) {
    expect(await previewPlanExpiry(operator, { plan: "growth", logDays })).toEqual(NOTHING);
  }
  // What is gone already does not go again.
  await db.insert(accountRetention).values({ accountId: second.accountId, keptFrom: ago(44) });
  expect(await previewPlanExpiry(operator, { plan: "growth", logDays: 42 })).toMatchObject({
    rows: 1,
    accounts: 1,
  });
  await sql`delete from account_retention`;
  await sql`update plans set limits = limits || '{"logDays": 42}' where id = 'growth'`;
  const gone = await deleteExpired(sql, 0, NOW);
  expect(gone.reduce((sum, { rows }) => sum + rows, 0)).toBe(preview.rows);
});

test("of one account it is told for another plan and for days of its own, which go before the plan's", async () => {
  await sql`update plans set limits = limits || '{"logDays": 30}' where id = 'scale'`;
  const { accountId, ctx } = await newAccount("growth", [1, 35, 41]);
  const of = (more: object) => previewAccountExpiry(operator, { accountId, plan: "scale", ...more });
  expect(await of({})).toMatchObject({ rows: 2, accounts: 1 });
  expect(await of({ logDays: 36 })).toMatchObject({ rows: 1 });
  expect(await of({ logDays: null })).toEqual(NOTHING);
  expect(await previewChange(ctx, await getPlan(ctx, "scale"))).toMatchObject({ rows: 2 });
});

test("nobody but the operator is told of what others have", async () => {
  const { accountId, ctx } = await newAccount("growth", [1]);
  for (const asked of [
    previewPlanExpiry(ctx, { plan: "growth", logDays: 1 }),
    previewAccountExpiry(ctx, { accountId, plan: "growth" }),
  ]) {
    await expect(asked).rejects.toThrow(AppError);
  }
});
