import { expect, test } from "vitest";
import { noteFailure, noteSuccess, restingModels, restsUntil } from "./health";
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
    fail(provider, 1, now);
  }
  expect(rests).toEqual([5, 10, 20, 40, 60, 60]);
});

test("after a rest one call tries, and the others wait for how that ends", () => {
  const provider = fresh();
  fail(provider, 3, 0);
  expect(restsUntil(provider, "m", 5 * SECOND)).toBeNull();
  expect(restsUntil(provider, "m", 5 * SECOND)).toBe(7 * SECOND);
  noteSuccess(provider, "m");
  expect(restsUntil(provider, "m", 5 * SECOND)).toBeNull();
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
