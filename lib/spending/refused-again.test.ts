import { afterAll, expect, test } from "vitest";
import { makeKey, makeOwner } from "@/db/factories";
import { makeSpendingLimit } from "@/db/factories-spending";
import { newId, type RequestId } from "@/lib/core/ids";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { changeSpendingLimit } from "./change-spending-limit";
import { getSpendingLimit } from "./queries";
import { openReservationDesk, type ReservationDesk } from "./reservation-desk";

const { db, sql, end } = await testDatabase();
afterAll(end);

const CENT = 10_000_000n;

/** A caller with 5 cents, a desk, and what that desk asked the ledger for. */
async function newCaller() {
  const { accountId, gateId } = await makeOwner(db);
  const { keyId } = await makeKey(db, { accountId });
  const { limitId } = await makeSpendingLimit(db, {
    accountId,
    amountNanoUsd: 5n * CENT,
    period: "lifetime",
  });
  const asked: RequestId[] = [];
  const { reserve } = openReservationDesk(() => noting(asked));
  const call = (worst: bigint, given: Partial<Parameters<ReservationDesk["reserve"]>[0]> = {}) =>
    reserve({
      ...{ id: newId<RequestId>(), accountId, keyId, gateId, startedAt: new Date() },
      ...{ worst, worstOfInstance: worst },
      ...given,
    });
  const reserved = async () => (await getSpendingLimit(ctx, limitId)).now.reservedNanoUsd;
  const ctx = testContext(db, accountId);
  return { ctx, limitId, call, asked, reserved };
}

/** The ledger, with a note of each call that it is asked to reserve for. */
function noting(asked: RequestId[]): typeof sql {
  return new Proxy(sql, {
    get(target, name) {
      if (name !== "unsafe") return Reflect.get(target, name);
      return (text: string, parameters: [string, string], options: object) => {
        if (text.includes("reserve_spending"))
          asked.push(...JSON.parse(parameters[1]).map(({ id }: { id: RequestId }) => id));
        return target.unsafe(text, parameters, options);
      };
    },
  });
}

const many = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);

test("of calls like one that was just refused the ledger is asked for one, and each is told what stands in its way", async () => {
  const { call, asked, limitId } = await newCaller();
  expect(await call(6n * CENT)).toMatchObject([{ limitId }]);
  const answers = await Promise.all(many(40, () => call(6n * CENT)));
  for (const answer of answers)
    expect(answer).toMatchObject([{ limitId, amount: 5n * CENT, asked: 6n * CENT }]);
  expect(asked).toHaveLength(2);
});

test("once there is money again each call that was gathered is judged on its own, and not one too many is let through", async () => {
  const { call, asked, ctx, limitId, reserved } = await newCaller();
  await call(6n * CENT);
  const answers = many(5, () => call(6n * CENT));
  await changeSpendingLimit(ctx, { limitId, changes: { amountUsd: 20n * CENT } });
  const told = await Promise.all([...answers, ...many(5, () => call(6n * CENT))]);
  expect(told.filter((answer) => answer === null)).toHaveLength(3);
  expect(await reserved()).toBe(18n * CENT);
  expect(new Set(asked).size).toBe(asked.length);
});

test("a raised limit is true for the next call, however often those before it were refused", async () => {
  const { call, ctx, limitId } = await newCaller();
  await Promise.all(many(20, () => call(6n * CENT)));
  await changeSpendingLimit(ctx, { limitId, changes: { amountUsd: 6n * CENT } });
  expect(await call(6n * CENT)).toBeNull();
});

test("calls that may cost something else, or belong to another day, are not taken for refused", async () => {
  const { call, asked, reserved } = await newCaller();
  await call(6n * CENT);
  const tomorrow = new Date(Date.now() + 86_400_000);
  const answers = await Promise.all([
    call(6n * CENT),
    call(2n * CENT),
    call(6n * CENT, { startedAt: tomorrow }),
  ]);
  expect(answers.map((answer) => answer === null)).toEqual([false, true, false]);
  expect(asked).toHaveLength(4);
  expect(await reserved()).toBe(2n * CENT);
});
