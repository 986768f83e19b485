import { eq } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { makeOwner } from "@/db/factories";
import { accounts } from "@/db/schema/accounts";
import { auditEntries } from "@/db/schema/audit";
import { newId } from "@/lib/core/ids";
import { DAY_MS } from "@/lib/core/time";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import type { NewPriceInput } from "./contract";
import { deletePrice } from "./delete-price";
import { listPrices } from "./queries";
import { setPrice } from "./set-price";

const { db, end } = await testDatabase();
afterAll(end);

const input: NewPriceInput = { provider: "openai", model: "gpt-4o", inputUsdPerMillion: "2" };

async function newAccount() {
  const { accountId } = await makeOwner(db);
  const ctx = testContext(db, accountId);
  const configVersion = async () => {
    const [row] = await db.select().from(accounts).where(eq(accounts.id, accountId));
    return row?.configVersion;
  };
  return { ctx, configVersion };
}

describe("setting a price", () => {
  test("keeps every digit, leaves unsaid classes without a price, and raises the version of the configuration", async () => {
    const { ctx, configVersion } = await newAccount();
    const before = (await configVersion()) ?? 0;
    const price = await setPrice(ctx, {
      ...input,
      effectiveFrom: "2026-12-01T01:00:00+01:00",
      inputUsdPerMillion: "0.000001",
      cachedInputUsdPerMillion: "0",
      outputUsdPerMillion: "1000000.000000",
      audioInputUsdPerMillion: null,
      source: "contract 7",
    });
    expect(price).toMatchObject({ provider: "openai", model: "gpt-4o", source: "contract 7" });
    expect(price.effectiveFrom.toISOString()).toBe("2026-12-01T00:00:00.000Z");
    expect(price.prices).toEqual({
      input: 1n,
      cachedInput: 0n,
      cacheWrite: null,
      cacheWrite1h: null,
      output: 1_000_000_000_000n,
      audioInput: null,
      audioOutput: null,
    });
    expect(await listPrices(ctx)).toEqual([price]);
    expect(await configVersion()).toBe(before + 1);
  });

  test("without a moment it holds from now on", async () => {
    const { ctx } = await newAccount();
    ctx.clock.at = new Date("2026-11-24T10:00:00.123Z");
    expect((await setPrice(ctx, input)).effectiveFrom).toEqual(ctx.clock.at);
  });

  test("a second price of the same moment is a conflict and changes nothing, also when both come at once", async () => {
    const { ctx, configVersion } = await newAccount();
    const effectiveFrom = "2026-12-01T00:00:00Z";
    const both = await Promise.allSettled(
      ["1", "2", "3", "4"].map((usd) => setPrice(ctx, { ...input, effectiveFrom, inputUsdPerMillion: usd })),
    );
    const refused = both.filter((result) => result.status === "rejected");
    expect(refused).toHaveLength(3);
    expect(refused[0]?.reason).toMatchObject({ code: "conflict", param: "effectiveFrom" });
    expect(await listPrices(ctx)).toHaveLength(1);
    expect(await configVersion()).toBe(1);
    await setPrice(ctx, { ...input, effectiveFrom: "2026-12-01T00:00:00.001Z" });
    await setPrice(ctx, { ...input, effectiveFrom, model: "gpt-4o-mini" });
    expect(await listPrices(ctx)).toHaveLength(3);
  });

  test.each<[string, object]>([
    ["inputUsdPerMillion", { inputUsdPerMillion: "-1" }],
    ["inputUsdPerMillion", { inputUsdPerMillion: "1.0000001" }],
    ["inputUsdPerMillion", { inputUsdPerMillion: "1.0000000000000" }],
    ["inputUsdPerMillion", { inputUsdPerMillion: "1000000.000001" }],
    ["inputUsdPerMillion", { inputUsdPerMillion: "1e3" }],
    ["inputUsdPerMillion", { inputUsdPerMillion: 1 }],
    ["inputUsdPerMillion", { inputUsdPerMillion: undefined }],
    ["inputUsdPerMillion", { inputUsdPerMillion: null }],
    ["outputUsdPerMillion", { outputUsdPerMillion: "" }],
    ["audioOutputUsdPerMillion", { audioOutputUsdPerMillion: "NaN" }],
    ["provider", { provider: "open/ai" }],
    ["provider", { provider: "" }],
    ["model", { model: "" }],
    ["model", { model: "a\0b" }],
    ["model", { model: "\ud800" }],
    ["model", { model: "m".repeat(201) }],
    ["effectiveFrom", { effectiveFrom: "tomorrow" }],
    ["effectiveFrom", { effectiveFrom: "1999-12-31T23:59:59Z" }],
    ["effectiveFrom", { effectiveFrom: "2100-01-01T00:00:00Z" }],
    ["source", { source: " " }],
  ])("names %s when it is at fault: %j", async (param, fault) => {
    const { ctx, configVersion } = await newAccount();
    const asked = setPrice(ctx, { ...input, ...fault } as NewPriceInput);
    await expect(asked).rejects.toMatchObject({ code: "invalid_field", param });
    await expect(asked).rejects.toThrow(/^[^\n]+\.$/);
    expect(await configVersion()).toBe(0);
  });
});

describe("taking a price back", () => {
  test("works before it holds, and not from its first moment on", async () => {
    const { ctx, configVersion } = await newAccount();
    const price = await setPrice(ctx, { ...input, effectiveFrom: "2026-12-01T00:00:00Z" });
    ctx.clock.at = price.effectiveFrom;
    const late = deletePrice(ctx, { priceId: price.id });
    await expect(late).rejects.toMatchObject({ code: "conflict" });
    await expect(late).rejects.toThrow("2026-12-01T00:00:00.000Z");
    expect(await configVersion()).toBe(1);
    ctx.clock.at = new Date(price.effectiveFrom.getTime() - 1);
    await deletePrice(ctx, { priceId: price.id });
    expect(await listPrices(ctx)).toEqual([]);
    expect(await configVersion()).toBe(2);
    await expect(deletePrice(ctx, { priceId: price.id })).rejects.toMatchObject({ code: "not_found" });
  });

  test("another account's price is not there, nor is text that is no id", async () => {
    const [mine, theirs] = [await newAccount(), await newAccount()];
    const future = new Date(Date.now() + DAY_MS).toISOString();
    const price = await setPrice(theirs.ctx, { ...input, effectiveFrom: future });
    for (const priceId of [price.id, newId(), "x", ""]) {
      await expect(deletePrice(mine.ctx, { priceId })).rejects.toMatchObject({ code: "not_found" });
    }
    expect(await listPrices(theirs.ctx)).toHaveLength(1);
    expect(await listPrices(mine.ctx)).toEqual([]);
  });
});

test("a price set and taken back is in the trail, in the amounts that were typed", async () => {
  const { ctx } = await newAccount();
  const price = await setPrice(ctx, { ...input, effectiveFrom: "2099-01-01T00:00:00Z" });
  await deletePrice(ctx, { priceId: price.id });
  await expect(deletePrice(ctx, { priceId: price.id })).rejects.toMatchObject({ code: "not_found" });
  const trail = await db
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.accountId, ctx.accountId))
    .orderBy(auditEntries.sequence);
  const state = {
    inputUsdPerMillion: "2",
    outputUsdPerMillion: null,
    effectiveFrom: "2099-01-01T00:00:00.000Z",
  };
  expect(trail).toMatchObject([
    { action: "price.set", subjectId: price.id, subjectName: "openai/gpt-4o", before: null, after: state },
    { action: "price.deleted", subjectId: price.id, before: state, after: null },
  ]);
});
