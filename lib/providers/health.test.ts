import { expect, test } from "vitest";
import { noteCall, noteFailure, noteSuccess, restingModels, restsUntil } from "./health";
import type { Provider } from "./provider";
import { sandbox } from "./sandbox";

const SECOND = 1_000;
const fresh = (): Provider => ({ ...sandbox });

function fail(provider: Provider, times: number, nowMs: number, retryAfterSeconds?: number): void {
  for (let n = 0; n < times; n++) noteFailure(provider, "m", nowMs, retryAfterSeconds);
}

test("a model rests from the third failure in a row on, and a success forgets all", () => {
  const provider = fresh();
  fail(provider, 2, 0);
  expect(restsUntil(provider, "m", 0)).toBeNull();
  noteSuccess(provider, "m");
  fail(provider, 2, 0);
  expect(restsUntil(provider, "m", 0)).toBeNull();
  fail(provider, 1, 0);
  expect(restsUntil(provider, "m", 0)).toBe(5 * SECOND);
  expect(restsUntil(provider, "another", 0)).toBeNull();
});

test("the rest doubles with each failed trial, up to a minute", () => {
  const provider = fresh();
  let now = 0;
  fail(provider, 3, now);
  const rests: number[] = [];
  for (let n = 0; n < 6; n++) {
    const until = restsUntil(provider, "m", now) ?? 0;
    rests.push((until - now) / SECOND);
    now = until;
    expect(restsUntil(provider, "m", now)).toBeNull();
    noteCall(provider, "m", now);
    fail(provider, 1, now + SECOND);
    now += SECOND;
  }
  expect(rests).toEqual([5, 10, 20, 40, 60, 60]);
});

test("after a rest one call tries, and the others wait for how that ends", () => {
  const provider = fresh();
  fail(provider, 3, 0);
  for (let n = 0; n < 2; n++) expect(restsUntil(provider, "m", 5 * SECOND)).toBeNull();
  noteCall(provider, "m", 5 * SECOND);
  expect(restsUntil(provider, "m", 5 * SECOND)).toBe(7 * SECOND);
  noteSuccess(provider, "m");
  expect(restsUntil(provider, "m", 5 * SECOND)).toBeNull();
});

test("calls that were under way when a rest began make it no longer", () => {
  const provider = fresh();
  fail(provider, 50, 0);
  expect(restsUntil(provider, "m", 0)).toBe(5 * SECOND);
});

test("a failure that names no time does not cut short the rest that a provider asked for", () => {
  const provider = fresh();
  fail(provider, 1, 0, 30);
  fail(provider, 1, SECOND);
  expect(restsUntil(provider, "m", SECOND)).toBe(30 * SECOND);
  fail(provider, 1, SECOND, 60);
  expect(restsUntil(provider, "m", SECOND)).toBe(61 * SECOND);
});

test("names that nobody asks for any more are forgotten", () => {
  const provider = fresh();
  for (let n = 0; n <= 1_000; n++) noteFailure(provider, `m-${n}`, 0, 30);
  expect(restingModels(provider, 0)).toHaveLength(1_000);
  expect(restsUntil(provider, "m-0", 0)).toBeNull();
});

test("a provider that says when to come back rests until then, but not for ever", () => {
  const [polite, endless] = [fresh(), fresh()];
  fail(polite, 1, 0, 30);
  expect(restsUntil(polite, "m", 0)).toBe(30 * SECOND);
  fail(endless, 1, 0, 86_400);
  expect(restsUntil(endless, "m", 0)).toBe(300 * SECOND);
});

test("the models at rest can be shown without letting a trial through", () => {
  const provider = fresh();
  expect(restingModels(provider, 0)).toEqual([]);
  fail(provider, 3, 0);
  for (let n = 0; n < 3; n++)
    expect(restingModels(provider, 4 * SECOND)).toEqual([{ model: "m", until: 5 * SECOND }]);
  expect(restingModels(provider, 5 * SECOND)).toEqual([]);
  expect(restsUntil(provider, "m", 5 * SECOND)).toBeNull();
});
