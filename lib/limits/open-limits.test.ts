import { afterAll, expect, test } from "vitest";
import type { LimitWindow } from "@/lib/core/rate-limits";
import { testDatabase } from "@/lib/testing/database";
import type { Claim } from "./limit-store";
import { openMemoryStore } from "./memory-store";
import { openLimits } from "./open-limits";
import { openPostgresStore } from "./postgres-store";

const { sql, end } = await testDatabase();
afterAll(end);

const NOON = Date.parse("2026-11-14T12:00:00.000Z");
let counters = 0;
function claimOf(window: LimitWindow, limit: number, amount = 1): Claim {
  return { counter: `counter:${counters++}`, window, limit, amount };
}

/** An instance that has just been started. */
function start(nowMs = () => NOON, ledger = () => sql) {
  return openLimits({ minutes: openMemoryStore(nowMs), periods: openPostgresStore(ledger, { nowMs }) });
}

test("days and months outlive the process that counted them, and minutes do not", async () => {
  const claims = [claimOf("minute", 5), claimOf("day", 2), claimOf("running", 5), claimOf("month", 9)];
  await start().claim(claims);
  const { standings, isTaken } = await start().claim(claims);
  expect(isTaken).toBe(true);
  expect(standings.map(({ used }) => used)).toEqual([1, 2, 1, 2]);
});

test("a full day refuses, says when the next one begins, and takes nothing of the minute", async () => {
  const limits = start();
  const claims = [claimOf("minute", 5), claimOf("day", 1), claimOf("running", 1)];
  const first = await limits.claim(claims);
  const { takenAtMs } = first;
  await limits.adjust([{ ...(claims[2] as Claim), amount: -1, takenAtMs }]);
  for (let time = 0; time < 3; time += 1) {
    expect(await limits.claim(claims)).toMatchObject({
      isTaken: false,
      standings: [
        { used: 1, waitMs: 0 },
        { used: 1, waitMs: 12 * 3_600_000, resetMs: 12 * 3_600_000 },
        { used: 0, waitMs: 0 },
      ],
    });
  }
});

test("a full minute refuses, takes nothing of the day, and says how long that would have to wait too", async () => {
  const limits = start();
  const [minute, day, month] = [claimOf("minute", 1), claimOf("day", 2), claimOf("month", 0)];
  await limits.claim([minute, day]);
  const refused = {
    isTaken: false,
    standings: [{ used: 1 }, { used: 1, waitMs: 0 }, { used: 0, waitMs: null }],
  };
  for (let time = 0; time < 3; time += 1)
    expect(await limits.claim([minute, day, month])).toMatchObject(refused);
  await limits.claim([day]);
  const { standings } = await limits.claim([minute, day]);
  expect(standings[1]).toMatchObject({ used: 2, waitMs: 12 * 3_600_000 });
});

test("a call of a day that is given back is counted no more", async () => {
  const limits = start();
  const day = claimOf("day", 1);
  const { takenAtMs } = await limits.claim([day]);
  await limits.adjust([{ ...day, amount: -1, takenAtMs }]);
  expect((await limits.claim([day])).isTaken).toBe(true);
});

test("calls without limits per day and month ask the ledger nothing, and are answered at once", () => {
  let asked = 0;
  const limits = start(undefined, () => {
    asked += 1;
    return sql;
  });
  const claims = [claimOf("minute", 1), claimOf("running", 1)];
  const answer = limits.claim(claims);
  expect(answer).toMatchObject({ isTaken: true });
  limits.adjust(claims.map((claim) => ({ ...claim, amount: -1, takenAtMs: NOON })));
  expect(limits.claim(claims)).toMatchObject({ isTaken: true });
  expect(asked).toBe(0);
});

test("when days cannot be counted, nothing is taken of the minute", async () => {
  const broken = () => {
    throw new Error("away");
  };
  const limits = openLimits({
    minutes: openMemoryStore(),
    periods: openPostgresStore(broken),
  });
  const minute = claimOf("minute", 1);
  await expect(Promise.resolve(limits.claim([minute, claimOf("day", 1)]))).rejects.toThrow("away");
  expect(limits.claim([minute])).toMatchObject({ isTaken: true });
});
