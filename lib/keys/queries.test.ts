import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { makeKey, makeOwner } from "@/db/factories";
import { makeRequests } from "@/db/factories-requests";
import type { KeyId } from "@/lib/core/ids";
import { encodeCursor } from "@/lib/core/pagination";
import { DAY_MS, HOUR_MS } from "@/lib/core/time";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { lastThirtyDays } from "@/lib/usage/contract";
import { usageTotals } from "@/lib/usage/queries";
import { KEY_SORTS, type KeyListQuery } from "./contract";
import { deleteKey } from "./delete-key";
import { countKeys, listKeys } from "./queries";

const { db, sql, end } = await testDatabase();
afterAll(end);

const now = new Date("2026-11-22T10:30:00Z");
const since = new Date("2026-10-24T00:00:00Z");
const usual: KeyListQuery = {
  search: "",
  sort: "created",
  direction: "desc",
  cursor: null,
  limit: 50,
  includeUsageSince: since,
};

async function newContext() {
  const ctx = testContext(db, (await makeOwner(db)).accountId);
  ctx.clock.at = now;
  return ctx;
}
type TestContext = Awaited<ReturnType<typeof newContext>>;

/** Keys with equal names, equal and absent last uses, and equal, zero and unknown costs. */
async function fill(ctx: TestContext, count: number): Promise<KeyId[]> {
  const ids: KeyId[] = [];
  for (let n = 0; n < count; n += 1) {
    const { keyId, secretId } = await makeKey(db, {
      accountId: ctx.accountId,
      name: ["alpha", "Beta", "gamma"][n % 3],
      createdAt: new Date(now.getTime() - (n % 7) * HOUR_MS),
      lastUsedAt: n % 3 === 0 ? null : new Date(now.getTime() - (n % 4) * HOUR_MS),
    });
    const startedAt = new Date(now.getTime() - HOUR_MS);
    const costNanoUsd = n % 5 === 4 ? null : BigInt(n % 3);
    const calls = Array.from({ length: n % 5 }, () => ({ startedAt, costNanoUsd }));
    await makeRequests(db, { accountId: ctx.accountId, keyId, secretId }, calls);
    if (n % 3 === 0) await sql`update api_key_secrets set last_used_at = null where id = ${secretId}`;
    ids.push(keyId);
  }
  return ids;
}

async function walk(
  ctx: TestContext,
  query: KeyListQuery,
  travel: "nextCursor" | "previousCursor",
  between = async () => {},
) {
  const pages: KeyId[][] = [];
  let cursor = query.cursor;
  do {
    const page = await listKeys(ctx, { ...query, cursor });
    pages.push(page.items.map(({ id }) => id));
    cursor = page[travel];
    await between();
  } while (cursor !== null);
  return pages;
}

test("every sort, in both directions and walked both ways, shows each key exactly once in one order", async () => {
  const ctx = await newContext();
  const ids = await fill(ctx, 23);
  for (const sort of KEY_SORTS) {
    for (const direction of ["asc", "desc"] as const) {
      const query = { ...usual, sort, direction, limit: 4 };
      const forward = (await walk(ctx, query, "nextCursor")).flat();
      expect(forward.toSorted()).toEqual(ids.toSorted());
      expect(forward).toEqual((await listKeys(ctx, { ...query, limit: 1_000 })).items.map(({ id }) => id));
      const lastPage = await lastPageOf(ctx, query);
      const back = await walk(ctx, { ...query, cursor: lastPage.previousCursor }, "previousCursor");
      const seen = [...back.toReversed().flat(), ...lastPage.items.map(({ id }) => id)];
      expect(seen).toEqual(forward);
    }
  }
});

test("a filtered list, read page by page in any order, is the list of the keys that fit", async () => {
  const ctx = await newContext();
  await fill(ctx, 24);
  await sql`update api_keys set tags = '{blue}', expires_at = ${now}::timestamptz + interval '3 days'
    where account_id = ${ctx.accountId} and name <> 'gamma'`;
  const filters = [
    { tag: "blue" },
    { status: "never_used" },
    { health: "expiresSoon" },
    { search: "a" },
  ] as const;
  for (const filter of filters) {
    const expected = (await listKeys(ctx, { ...usual, ...filter, limit: 1_000 })).items.map(({ id }) => id);
    expect(expected.length).toBeGreaterThan(4);
    expect(await countKeys(ctx, { search: "", ...filter })).toBe(expected.length);
    expect(await countKeys(ctx, { search: "", ...filter }, 3)).toBe(3);
    for (const sort of KEY_SORTS) {
      for (const direction of ["asc", "desc"] as const) {
        const query = { ...usual, ...filter, sort, direction };
        const all = (await listKeys(ctx, { ...query, limit: 1_000 })).items.map(({ id }) => id);
        expect(all.toSorted()).toEqual(expected.toSorted());
        expect((await walk(ctx, { ...query, limit: 3 }, "nextCursor")).flat()).toEqual(all);
      }
    }
  }
});

async function lastPageOf(ctx: TestContext, query: KeyListQuery) {
  let page = await listKeys(ctx, query);
  while (page.nextCursor !== null) page = await listKeys(ctx, { ...query, cursor: page.nextCursor });
  return page;
}

test("the order is that of the values, with keys never used or of unknown cost last", async () => {
  const ctx = await newContext();
  await fill(ctx, 15);
  const values = async (query: Partial<KeyListQuery>) => (await listKeys(ctx, { ...usual, ...query })).items;
  const named = (await values({ sort: "name", direction: "asc" })).map(({ name }) => name.toLowerCase());
  expect(named).toEqual(named.toSorted());
  for (const direction of ["asc", "desc"] as const) {
    const used = (await values({ sort: "lastUsed", direction })).map(({ lastUsedAt }) =>
      lastUsedAt?.getTime(),
    );
    expect(used.slice(-5)).toEqual(Array(5).fill(undefined));
    const times = used.slice(0, -5).map(Number);
    expect(times).toEqual(times.toSorted((a, b) => (direction === "asc" ? a - b : b - a)));
    const costs = (await values({ sort: "cost", direction })).map((key) =>
      key.unpriced > 0 && key.costNanoUsd === 0n ? null : Number(key.costNanoUsd),
    );
    expect(costs.slice(-3)).toEqual([null, null, null]);
    const known = costs.slice(0, -3).map(Number);
    expect(known).toEqual(known.toSorted((a, b) => (direction === "asc" ? a - b : b - a)));
  }
});

test("keys made while a list is read neither hide nor double the ones that were there", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        sort: fc.constantFrom(...KEY_SORTS),
        direction: fc.constantFrom("asc" as const, "desc" as const),
        limit: fc.integer({ min: 1, max: 5 }),
        names: fc.array(fc.constantFrom("a", "B", "ä", "🔑", "zz"), { minLength: 1, maxLength: 9 }),
      }),
      async ({ sort, direction, limit, names }) => {
        const ctx = await newContext();
        const { accountId } = ctx;
        const before: KeyId[] = [];
        for (const name of names) before.push((await makeKey(db, { accountId, name })).keyId);
        let added = 0;
        const addOne = async () => {
          if (added < 6) await makeKey(db, { accountId, name: names[added % names.length], lastUsedAt: now });
          added += 1;
        };
        const seen = (await walk(ctx, { ...usual, sort, direction, limit }, "nextCursor", addOne)).flat();
        expect(new Set(seen).size).toBe(seen.length);
        expect(before.filter((id) => !seen.includes(id))).toEqual([]);
      },
    ),
    { numRuns: 25 },
  );
});

test("a key with two secrets is listed once, with its newest secret and its latest use", async () => {
  const ctx = await newContext();
  const { keyId } = await makeKey(db, { accountId: ctx.accountId, lastUsedAt: now, name: "Rotated" });
  await sql`insert into api_key_secrets (id, account_id, key_id, hash, prefix, last_four)
    values (gen_random_uuid(), ${ctx.accountId}, ${keyId}, sha256('second'), 'layer_222222', 'ffff')`;
  await sql`update api_key_secrets set revoked_at = now() where key_id = ${keyId} and last_four <> 'ffff'`;
  for (const sort of KEY_SORTS) {
    const { items } = await listKeys(ctx, { ...usual, sort });
    expect(items).toMatchObject([{ id: keyId, prefix: "layer_222222", lastFour: "ffff", lastUsedAt: now }]);
  }
});

test("usage in the list equals the sum of the rows behind it and of the key's own chart", async () => {
  const ctx = await newContext();
  const { keyId, secretId } = await makeKey(db, { accountId: ctx.accountId });
  const caller = { accountId: ctx.accountId, keyId, secretId };
  const { from, to } = lastThirtyDays(now);
  await makeRequests(db, caller, [
    { startedAt: new Date(from.getTime() - 1), costNanoUsd: 999n },
    { startedAt: from, costNanoUsd: 1n },
    { startedAt: new Date(now.getTime() - DAY_MS), costNanoUsd: 9_007_199_254_740_993n },
    { startedAt: now, costNanoUsd: null, status: 502 },
  ]);
  const [item] = (await listKeys(ctx, { ...usual, includeUsageSince: from })).items;
  expect(item).toMatchObject({ requests: 3, errors: 1, unpriced: 1, costNanoUsd: 9_007_199_254_740_994n });
  expect(item?.sparkline).toHaveLength(30);
  expect(item?.sparkline[0]).toEqual({ day: "2026-10-24", requests: 1, errors: 0 });
  expect(item?.sparkline.at(-1)).toEqual({ day: "2026-11-22", requests: 1, errors: 1 });
  const { requests, errors, unpriced, costNanoUsd } = await usageTotals(ctx, { keyId, from, to });
  expect(item).toMatchObject({ requests, errors, unpriced, costNanoUsd });
});

test("search finds by name in either case, prefix, last four, masked and whole key, and takes wildcards as text", async () => {
  const ctx = await newContext();
  const { accountId } = ctx;
  const wanted = await makeKey(db, { accountId, name: "CI 100%_done\\" });
  await makeKey(db, { accountId, name: "Production" });
  const { prefix, lastFour } = { prefix: wanted.secret.slice(0, 12), lastFour: wanted.secret.slice(-4) };
  const whole = wanted.secret;
  const searches = [
    "ci",
    "100%",
    "%_d",
    "done\\",
    prefix,
    prefix.slice(6),
    lastFour,
    `${prefix}…${lastFour}`,
    whole,
  ];
  for (const search of [...searches, ` ${prefix.toUpperCase()} `]) {
    const { items } = await listKeys(ctx, { ...usual, search });
    expect(
      items.map(({ id }) => id),
      search,
    ).toEqual([wanted.keyId]);
    expect(await countKeys(ctx, { search })).toBe(1);
  }
  for (const search of ["%", "_"]) expect(await countKeys(ctx, { search })).toBe(1);
  for (const search of ["%%", "a\0b", "\ud800", "(a+)+$", "'", "layer_zz", "%".repeat(10_000)]) {
    expect(await countKeys(ctx, { search }), search.slice(0, 10)).toBe(0);
  }
});

test("a junk, forged or foreign cursor shows the first page", async () => {
  const ctx = await newContext();
  const [id] = await fill(ctx, 3);
  const junk = [
    "",
    "junk",
    encodeCursor(["after", "created", "asc", null, id ?? ""]),
    encodeCursor(["after", "created", "desc", null, "not-an-id"]),
    encodeCursor(["sideways", "created", "desc", null, id ?? ""]),
  ];
  const first = await listKeys(ctx, { ...usual, limit: 2 });
  for (const cursor of junk) expect(await listKeys(ctx, { ...usual, limit: 2, cursor })).toEqual(first);
  for (const value of [
    "2026-02-30T00:00:00.000Z",
    "x",
    "9".repeat(40),
    "a\0b",
    5,
    "0000-01-01T00:00:00.000Z",
  ]) {
    for (const sort of KEY_SORTS) {
      const cursor = encodeCursor(["after", sort, "desc", value, id ?? ""]);
      await expect(listKeys(ctx, { ...usual, sort, cursor })).resolves.toBeDefined();
    }
  }
});

test("another account's keys and deleted keys are in no list, count or search", async () => {
  const [ctx, other] = [await newContext(), await newContext()];
  const { keyId } = await makeKey(db, { accountId: other.accountId, name: "Secret project" });
  const gone = await makeKey(db, { accountId: ctx.accountId, name: "Gone" });
  await deleteKey(ctx, { keyId: gone.keyId });
  for (const sort of KEY_SORTS) expect((await listKeys(ctx, { ...usual, sort })).items).toEqual([]);
  for (const search of ["", "Secret", "Gone"]) expect(await countKeys(ctx, { search })).toBe(0);
  expect((await listKeys(other, usual)).items.map(({ id }) => id)).toEqual([keyId]);
});
