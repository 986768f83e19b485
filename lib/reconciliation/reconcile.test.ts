import { afterAll, expect, test } from "vitest";
import { makeKey, makeOwner } from "@/db/factories";
import { type GivenRequest, makeRequests } from "@/db/factories-requests";
import type { Ctx } from "@/lib/context";
import { MINUTE_MS, SECOND_MS } from "@/lib/core/time";
import { findPrice } from "@/lib/prices/price-book";
import { NO_USAGE, priceUsage } from "@/lib/prices/price-usage";
import { setPrice } from "@/lib/prices/set-price";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { reconcile } from "./compare/reconcile";
import { deleteReport } from "./delete-report";
import { importReport } from "./import-report";
import { listReports } from "./queries";

const { db, end } = await testDatabase();
afterAll(end);

async function newAccount() {
  const { accountId } = await makeOwner(db);
  const { keyId, secretId } = await makeKey(db, { accountId });
  const ctx: Ctx = testContext(db, accountId);
  return { ctx, caller: { accountId, keyId, secretId } };
}

const at = (text: string) => new Date(`2026-10-${text}Z`);
const bytes = (text: string) => new TextEncoder().encode(text);
const store = (ctx: Ctx, text: string, fileName = "report.csv") =>
  importReport(ctx, { bytes: bytes(text), provider: "openai", fileName });

/** A finished call with its cost at the list's price. */
function call(model: string, startedAt: Date, given: GivenRequest = {}): GivenRequest {
  const [inputTokens, outputTokens] = [given.inputTokens ?? 1_003, given.outputTokens ?? 207];
  const price = findPrice("openai", model, startedAt);
  const cost = priceUsage({ ...NO_USAGE, input: inputTokens, output: outputTokens }, price);
  return {
    provider: "openai",
    modelUsed: model,
    modelAsked: model,
    startedAt,
    endedAt: new Date(startedAt.getTime() + 2 * SECOND_MS),
    inputTokens,
    outputTokens,
    costNanoUsd: cost,
    settlement: cost === null ? "unpriced" : "final",
    ...given,
  };
}

const many = (model: string, day: string, calls: number) =>
  Array.from({ length: calls }, (_, n) =>
    call(model, new Date(at(`${day}T08:00:00`).getTime() + n * MINUTE_MS)),
  );

/** To five decimals, as this provider rounds. */
const usd = (nano: bigint) => (Number(nano) / 1e9).toFixed(5);
const costOf = (model: string, calls: number) =>
  BigInt(calls) *
  (priceUsage({ ...NO_USAGE, input: 1_003, output: 207 }, findPrice("openai", model, at("05T12:00:00"))) ??
    0n);

/** A line of a report: calls of the usual size, at the list's price unless told otherwise. */
function line(day: string, model: string, calls: number, cost = usd(costOf(model, calls))): string {
  return `2026-10-${day},${model},${calls},${calls * 1_003},${calls * 207},${cost}`;
}

const HEADER = "date,model,requests,input_tokens,output_tokens,cost_usd";

async function planted() {
  const { ctx, caller } = await newAccount();
  const tail = call("gpt-4.1-mini", at("07T23:59:55"), { endedAt: at("08T00:00:20") });
  await makeRequests(db, caller, [
    ...many("gpt-4o-2024-08-06", "05", 40),
    ...many("gpt-5-house", "05", 10),
    ...many("gpt-4o-mini", "06", 30),
    ...many("gpt-5", "06", 25),
    ...many("gpt-4.1-mini", "07", 20),
    tail,
    ...many("gpt-4.1-mini", "08", 15),
  ]);
  const report = [
    HEADER,
    // Outside traffic: 15 calls more than went through us, under the alias of the model.
    line("05", "gpt-4o", 55),
    // Unpriced: nobody knows the price of our model.
    line("05", "gpt-5-house", 10, "0.0432"),
    // Another price: 25 % dearer.
    line("06", "gpt-4o-mini", 30, usd((costOf("gpt-4o-mini", 30) * 5n) / 4n)),
    // Rounding alone.
    line("06", "gpt-5", 25),
    // Late usage: the call over midnight counts on the next day.
    line("07", "gpt-4.1-mini", 20),
    line("08", "gpt-4.1-mini", 16),
    "",
  ].join("\n");
  return { ctx, report };
}

test("five planted causes are all named, the unexplained rest is at most 0.1 %, and importing twice changes nothing", async () => {
  const { ctx, report } = await planted();
  const first = await store(ctx, report);
  expect(first.isNew).toBe(true);
  const asked = { provider: "openai", from: "2026-10-01", to: "2026-10-31" };
  const found = await reconcile(ctx, asked);
  const causes = Object.fromEntries(
    found.days.map(({ day, model, parts }) => [`${day.slice(-2)} ${model}`, parts.map(({ cause }) => cause)]),
  );
  expect(causes).toEqual({
    "05 gpt-4o": ["outside", "rounding"],
    "05 gpt-5-house": ["unpriced"],
    "06 gpt-4o-mini": ["price_version"],
    "06 gpt-5": ["rounding"],
    "07 gpt-4.1-mini": ["late_usage", "rounding"],
    "08 gpt-4.1-mini": ["late_usage", "rounding"],
  });
  const amounts = Object.fromEntries(found.causes.map(({ cause, nanoUsd }) => [cause, nanoUsd]));
  expect(amounts).toMatchObject({
    outside: costOf("gpt-4o", 15),
    unpriced: 43_200_000n,
    late_usage: 0n,
  });
  const dearer = Number((amounts.price_version ?? 0n) - costOf("gpt-4o-mini", 30) / 4n);
  expect(Math.abs(dearer)).toBeLessThanOrEqual(5_000);
  expect(found.causes.reduce((sum, { nanoUsd }) => sum + nanoUsd, 0n)).toBe(found.differenceNanoUsd);
  expect(found.theirsNanoUsd - found.oursNanoUsd).toBe(found.differenceNanoUsd);
  const rest = amounts.rest ?? 0n;
  expect(Number(rest < 0n ? -rest : rest) / Number(found.theirsNanoUsd)).toBeLessThanOrEqual(0.001);
  expect(found.captureRate).toBeCloseTo(1 - Number(costOf("gpt-4o", 15)) / Number(found.theirsNanoUsd), 9);

  const again = await store(ctx, report, "the same.csv");
  expect([again.isNew, again.report]).toEqual([false, first.report]);
  expect(await reconcile(ctx, asked)).toEqual(found);
  expect((await listReports(ctx, { limit: 10 })).items).toHaveLength(1);
});

const october = { provider: "openai", from: "2026-10-01", to: "2026-10-31" };
const oneDay = (ctx: Ctx) => reconcile(ctx, october).then(({ days }) => days.map(({ theirs }) => theirs));

test("a report of tokens and one of amounts meet, the later one of the same day is right, and a deleted one takes its own only", async () => {
  const { ctx } = await newAccount();
  await store(ctx, "date,model,requests,input_tokens,output_tokens\n2026-10-05,gpt-4o,10,1000,100\n");
  const costs = await store(ctx, "date,model,cost_usd\n2026-10-05,gpt-4o,1.5\n");
  expect(await oneDay(ctx)).toMatchObject([
    { requests: 10, tokens: { input: 1_000 }, costNanoUsd: 1_500_000_000n },
  ]);
  const later = await store(ctx, "date,model,cost_usd\n2026-10-05,gpt-4o,1.75\n");
  expect(await oneDay(ctx)).toMatchObject([{ requests: 10, costNanoUsd: 1_750_000_000n }]);
  await deleteReport(ctx, { reportId: later.report.id });
  expect(await oneDay(ctx)).toMatchObject([{ costNanoUsd: 1_500_000_000n }]);
  await deleteReport(ctx, { reportId: costs.report.id });
  expect(await oneDay(ctx)).toMatchObject([{ requests: 10, costNanoUsd: null }]);
  await expect(deleteReport(ctx, { reportId: costs.report.id })).rejects.toMatchObject({ code: "not_found" });
});

test("reports of another account are neither compared nor found nor deleted", async () => {
  const [mine, theirs] = [await newAccount(), await newAccount()];
  const text = "date,model,cost_usd\n2026-10-05,gpt-4o,1.5\n";
  const { report } = await store(theirs.ctx, text);
  expect((await reconcile(mine.ctx, october)).days).toEqual([]);
  await expect(deleteReport(mine.ctx, { reportId: report.id })).rejects.toMatchObject({ code: "not_found" });
  expect((await store(mine.ctx, text)).isNew).toBe(true);
  expect((await listReports(theirs.ctx, { limit: 10 })).items).toHaveLength(1);
});

test("a file with one wrong line leaves nothing behind", async () => {
  const { ctx } = await newAccount();
  const refused = store(ctx, `${HEADER}\n${line("05", "gpt-4o", 5)}\n2026-10-06,gpt-4o,-1,1,1,1\n`);
  await expect(refused).rejects.toMatchObject({
    code: "invalid_field",
    message: /^Line 3: -1 is less than nothing/,
  });
  expect((await listReports(ctx, { limit: 10 })).items).toEqual([]);
});

test("interrupted requests and prices that were set since explain what they change", async () => {
  const { ctx, caller } = await newAccount();
  await makeRequests(db, caller, [
    call("gpt-4o", at("05T08:00:00"), { settlement: "interrupted", status: 499, outputTokens: 100 }),
    ...many("gpt-5-house", "05", 10),
  ]);
  await setPrice(ctx, {
    provider: "openai",
    model: "gpt-5-house",
    inputUsdPerMillion: "1",
    outputUsdPerMillion: "4",
    effectiveFrom: "2026-10-01T00:00:00Z",
  });
  await store(
    ctx,
    `${HEADER}\n2026-10-05,gpt-4o,1,1003,400,0.0065075\n${line("05", "gpt-5-house", 10, "0.01831")}\n`,
  );
  const { days } = await reconcile(ctx, october);
  expect(days.map(({ model, parts }) => [model, parts])).toEqual([
    ["gpt-4o", [{ cause: "estimated", nanoUsd: 3_000_000n }]],
    ["gpt-5-house", [{ cause: "unpriced", nanoUsd: 18_310_000n }]],
  ]);
});

test("a span the wrong way round or longer than 93 days is refused", async () => {
  const { ctx } = await newAccount();
  const ask = (from: string, to: string) => reconcile(ctx, { provider: "openai", from, to });
  await expect(ask("2026-10-02", "2026-10-01")).rejects.toMatchObject({ param: "to" });
  await expect(ask("2026-01-01", "2026-10-01")).rejects.toMatchObject({ param: "from" });
});
