import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { openLedger } from "@/db/client";
import { makeOwner, makeUser } from "@/db/factories";
import { accounts } from "@/db/schema/accounts";
import { auditEntries } from "@/db/schema/audit";
import { priceLists } from "@/db/schema/prices";
import { type AccountId, type KeyId, newId } from "@/lib/core/ids";
import { systemClock } from "@/lib/core/time";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { bundledList, LISTED_PROVIDERS, type PriceList, readList } from "./bundled-list";
import { acceptPriceList, declinePriceList } from "./decide-price-list";
import { holdPrices } from "./held-prices";
import { findPrice, PRICE_SOURCE } from "./price-book";
import { priceListState } from "./price-lists";
import { proposePriceList } from "./propose-price-list";
import { refreshHeldPrices } from "./refresh-held-prices";

const { db, url, end } = await testDatabase();
const other = openLedger(url, { max: 3 });
afterAll(async () => {
  await other.sql.end();
  await end();
});

let owner: Awaited<ReturnType<typeof makeOwner>>;
let ctx: ReturnType<typeof testContext>;
beforeEach(async () => {
  owner ??= await makeOwner(db);
  ctx = testContext(db, owner.accountId, { kind: "user", userId: owner.userId });
});
afterEach(async () => {
  await db.delete(priceLists);
  holdPrices(null);
});

type Prices = Record<string, unknown>;
/** The bundled list with other prices for some models: null takes one out. */
function doctored(source: string, changes: Record<string, Prices | null>): PriceList {
  const given = Object.entries(changes).flatMap(([name, prices]) =>
    prices === null ? [] : [{ id: name.slice("openai/".length), prices: prices as Record<string, number> }],
  );
  const read = readList(source, [{ provider: "openai", models: given }]);
  const kept = Object.entries(bundledList().prices).filter(([name]) => !(name in changes));
  return { ...read, prices: { ...Object.fromEntries(kept), ...read.prices } };
}
const propose = (list?: PriceList) => proposePriceList(db, systemClock, list);
const inputOf = (model: string) => findPrice("openai", model)?.tiers[0]?.input ?? null;
const configVersion = async (accountId: AccountId) =>
  (await db.select().from(accounts).where(eq(accounts.id, accountId)))[0]?.configVersion ?? 0;

test("the first list holds at once, once with several instances, and changes no price", async () => {
  const before = findPrice("openai", "gpt-5.4");
  const answers = await Promise.all([propose(), proposePriceList(other.db, systemClock), propose()]);
  expect(answers).toEqual(["accepted", "accepted", "accepted"]);
  expect(await db.select().from(priceLists)).toHaveLength(1);
  const { accepted, candidate } = await priceListState(ctx);
  expect(accepted).toMatchObject({ source: PRICE_SOURCE, problems: [] });
  expect(accepted?.models).toBeGreaterThan(100);
  expect(candidate).toBeNull();
  expect(findPrice("openai", "gpt-5.4")).toEqual(before);
  for (const provider of LISTED_PROVIDERS) {
    expect(Object.keys(bundledList().prices).some((name) => name.startsWith(`${provider}/`))).toBe(true);
  }
});

describe("an update of the list", () => {
  beforeEach(async () => {
    await propose();
  });

  test("that changes and takes away prices waits: the accepted ones hold until the owner accepts it", async () => {
    const list = doctored("genai-prices@9.9.9", {
      "openai/gpt-4o": { input_mtok: 5, output_mtok: 10, cache_read_mtok: 1.25 },
      "openai/gpt-4.1": null,
      "openai/gpt-4o-mini": { input_mtok: 0.15, output_mtok: 0.6, cache_read_mtok: 0.075 },
      "openai/gpt-99": { input_mtok: 1, output_mtok: 2 },
    });
    expect(await propose(list)).toBe("proposed");
    expect([inputOf("gpt-4o"), findPrice("openai", "gpt-4o")?.version]).toEqual([2_500_000n, PRICE_SOURCE]);
    expect(inputOf("gpt-4.1")).toBe(2_000_000n);
    const { candidate } = await priceListState(ctx);
    expect(candidate).toMatchObject({ source: "genai-prices@9.9.9", status: "proposed" });
    expect(candidate?.differences).toMatchObject([
      { model: "gpt-4.1", kind: "gone" },
      {
        model: "gpt-4o",
        kind: "changed",
        rates: [
          { class: "input", before: 2_500_000n, after: 5_000_000n },
          { class: "cacheWrite", before: 2_500_000n, after: 5_000_000n },
        ],
      },
      { model: "gpt-99", kind: "new" },
    ]);
    const version = await configVersion(owner.accountId);
    await acceptPriceList(ctx, { source: "genai-prices@9.9.9" });
    expect(await configVersion(owner.accountId)).toBe(version + 1);
    expect(findPrice("openai", "gpt-4o")).toMatchObject({ version: "genai-prices@9.9.9" });
    expect([inputOf("gpt-4o"), inputOf("gpt-99")]).toEqual([5_000_000n, 1_000_000n]);
    const entries = await db.select().from(auditEntries).where(eq(auditEntries.accountId, owner.accountId));
    expect(entries.at(-1)).toMatchObject({
      action: "price_list.accepted",
      before: { holds: PRICE_SOURCE },
      after: { holds: "genai-prices@9.9.9" },
    });
  });

  test("that only adds models holds at once", async () => {
    const list = doctored("genai-prices@9.9.8", { "openai/gpt-99": { input_mtok: 1 } });
    expect(await propose(list)).toBe("accepted");
    expect(inputOf("gpt-99")).toBe(1_000_000n);
    expect(inputOf("gpt-4o")).toBe(2_500_000n);
  });

  test.each<[string, Prices, RegExp]>([
    ["negative", { input_mtok: -1, output_mtok: 1 }, /input_mtok is -1/],
    ["no number", { input_mtok: Number.NaN }, /input_mtok is NaN/],
    ["text", { input_mtok: "3" }, /neither a number/],
    ["absurd", { input_mtok: 1, output_mtok: 1_000_001 }, /more than is believed/],
    ["without input", { output_mtok: 10 }, /no price of input tokens/],
    ["a broken tier", { input_mtok: { base: 1, tiers: [{ start: "x", price: 2 }] } }, /no number/],
  ])(
    "with an entry that is %s keeps the last good price of it and says so",
    async (_what, prices, problem) => {
      const list = doctored("genai-prices@9.9.7", {
        "openai/gpt-4o": prices,
        "openai/o3": { input_mtok: 7, output_mtok: 8 },
      });
      expect(await propose(list)).toBe("proposed");
      const { candidate } = await priceListState(ctx);
      expect(candidate?.problems).toEqual([
        { model: "openai/gpt-4o", problem: expect.stringMatching(problem) },
      ]);
      expect(candidate?.differences.map(({ model }) => model)).toEqual(["o3"]);
      await acceptPriceList(ctx, { source: list.source });
      expect([inputOf("gpt-4o"), inputOf("o3")]).toEqual([2_500_000n, 7_000_000n]);
    },
  );

  test("that is declined changes nothing, is not proposed again, and can be accepted after all", async () => {
    const list = doctored("genai-prices@9.9.6", { "openai/gpt-4o": { input_mtok: 9 } });
    await propose(list);
    await declinePriceList(ctx, { source: list.source });
    expect(await propose(list)).toBe("declined");
    expect(inputOf("gpt-4o")).toBe(2_500_000n);
    await expect(declinePriceList(ctx, { source: list.source })).rejects.toMatchObject({ code: "conflict" });
    await acceptPriceList(ctx, { source: list.source });
    expect(inputOf("gpt-4o")).toBe(9_000_000n);
  });

  test("is taken up by another instance when it reads prices again", async () => {
    const list = doctored("genai-prices@9.9.5", { "openai/gpt-4o": { input_mtok: 9 } });
    await propose(list);
    await acceptPriceList(ctx, { source: list.source });
    // As a process that knows nothing of it.
    holdPrices(null);
    expect(inputOf("gpt-4o")).toBe(2_500_000n);
    await refreshHeldPrices(other.db);
    expect(inputOf("gpt-4o")).toBe(9_000_000n);
  });

  test("is decided over by the owner of the instance alone", async () => {
    const list = doctored("genai-prices@9.9.4", { "openai/gpt-4o": { input_mtok: 9 } });
    await propose(list);
    const member = await makeUser(db, { accountId: owner.accountId, role: "member" });
    const second = await makeOwner(db);
    for (const wrong of [
      testContext(db, owner.accountId, { kind: "user", userId: member.userId }),
      testContext(db, second.accountId, { kind: "user", userId: second.userId }),
      testContext(db, second.accountId, { kind: "key", keyId: newId<KeyId>(), scope: null }),
    ]) {
      await expect(acceptPriceList(wrong, { source: list.source })).rejects.toMatchObject({
        code: "forbidden",
      });
      await expect(declinePriceList(wrong, { source: list.source })).rejects.toMatchObject({
        code: "forbidden",
      });
    }
    await expect(acceptPriceList(ctx, { source: "nobody@1" })).rejects.toMatchObject({ code: "not_found" });
  });
});
