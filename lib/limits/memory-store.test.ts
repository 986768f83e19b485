import { expect, test } from "vitest";
import { seededRandom } from "@/lib/core/seeded-random";
import type { Claim, ClaimAnswer } from "./limit-store";
import { openMemoryStore } from "./memory-store";

function storeAt(startMs = 0) {
  const clock = { ms: startMs };
  const store = openMemoryStore(() => clock.ms);
  return { clock, claim: (...claims: Claim[]) => store.claim(claims) as ClaimAnswer, adjust: store.adjust };
}

const perMinute = (limit: number, amount = 1, counter = "a"): Claim => ({
  counter,
  window: "minute",
  limit,
  amount,
});

test("at twice the load no 60 seconds have more than the limit, and over time 95 % of it and more are taken", () => {
  const random = seededRandom(11);
  const { clock, claim } = storeAt(123_456);
  const taken: number[] = [];
  while (clock.ms < 123_456 + 5 * 60_000) {
    clock.ms += random() * 1_000;
    if (claim(perMinute(60)).isTaken) taken.push(clock.ms);
  }
  expect(taken.length).toBeGreaterThanOrEqual(0.95 * 5 * 60);
  for (const [at, ms] of taken.entries())
    expect((taken[at + 60] ?? Number.POSITIVE_INFINITY) - ms).toBeGreaterThan(60_000);
});

test("whoever comes back when told to is let in, and not a second earlier", () => {
  const random = seededRandom(12);
  for (let run = 0; run < 200; run += 1) {
    const { clock, claim } = storeAt(random() * 1e6);
    const limit = 1 + Math.floor(random() * 20);
    let refused = claim(perMinute(limit));
    while (refused.isTaken) {
      clock.ms += random() * 4_000;
      refused = claim(perMinute(limit));
    }
    const waitMs = refused.standings[0]?.waitMs ?? 0;
    expect(waitMs).toBeGreaterThan(0);
    clock.ms += waitMs - 1_000;
    if (waitMs > 1_000) expect(claim(perMinute(limit)).isTaken).toBe(false);
    clock.ms += 1_000;
    expect(claim(perMinute(limit)).isTaken).toBe(true);
  }
});

test("of several limits all are counted or none", () => {
  const { claim } = storeAt();
  const both = [perMinute(5, 1, "account"), perMinute(2, 1, "key")];
  expect([claim(...both).isTaken, claim(...both).isTaken, claim(...both).isTaken]).toEqual([
    true,
    true,
    false,
  ]);
  const { standings } = claim(perMinute(5, 1, "account"), perMinute(2, 1, "key"));
  expect(standings.map(({ used }) => used)).toEqual([2, 2]);
  expect(standings[0]?.waitMs).toBe(0);
  expect(standings[1]?.waitMs).toBeGreaterThan(59_000);
});

test("0 allows none, and what is more than all of a limit is never told to wait", () => {
  const { claim } = storeAt();
  expect(claim(perMinute(0))).toMatchObject({ isTaken: false, standings: [{ used: 0, waitMs: null }] });
  expect(claim(perMinute(10, 11))).toMatchObject({ isTaken: false, standings: [{ waitMs: null }] });
  expect(claim(perMinute(10, 10)).isTaken).toBe(true);
});

test("what was claimed too much is given back where it was counted, and after a minute counts no more", () => {
  const { clock, claim, adjust } = storeAt();
  const { takenAtMs } = claim(perMinute(100, 90));
  expect(claim(perMinute(100, 20)).isTaken).toBe(false);
  clock.ms = 30_000;
  adjust([{ counter: "a", window: "minute", amount: -80, takenAtMs }]);
  expect(claim(perMinute(100, 90)).isTaken).toBe(true);
  clock.ms = 62_000;
  expect(claim(perMinute(100, 10)).isTaken).toBe(true);
  clock.ms = 200_000;
  adjust([{ counter: "a", window: "minute", amount: 50, takenAtMs }]);
  expect(claim(perMinute(100, 100)).isTaken).toBe(true);
});

test("what runs counts until it is given back, and leaves nothing behind", () => {
  const { claim, adjust } = storeAt();
  const one: Claim = { counter: "r", window: "running", limit: 2, amount: 1 };
  const first = claim(one);
  claim(one);
  expect(claim(one)).toMatchObject({ isTaken: false, standings: [{ used: 2, waitMs: 1_000 }] });
  adjust([{ counter: "r", window: "running", amount: -1, takenAtMs: first.takenAtMs }]);
  expect(claim(one).isTaken).toBe(true);
});
