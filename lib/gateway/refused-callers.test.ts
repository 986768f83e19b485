import { expect, test } from "vitest";
import { openRefusedCallers } from "./refused-callers";

const [caller, other] = [Buffer.from("one caller"), Buffer.from("another")];

/** Callers by a clock that only the test moves. */
function atRest() {
  let nowMs = 5_000;
  const refused = openRefusedCallers(() => nowMs);
  const note = (times: number) => {
    for (let time = 0; time < times; time++) refused.note(caller);
  };
  const pass = (ms: number) => {
    nowMs += ms;
  };
  return { refused, note, pass };
}

test("nobody waits who was refused now and then, and nobody for another", () => {
  const { refused, note } = atRest();
  note(19);
  expect(refused.wait(caller)).toBeUndefined();
  note(1);
  expect(refused.wait(caller)).toBeInstanceOf(Promise);
  expect(refused.wait(other)).toBeUndefined();
});

test("calls of callers that are refused again and again go on together, and later ones with the next", async () => {
  const { refused, note } = atRest();
  note(20);
  const first = refused.wait(caller);
  expect(refused.wait(caller)).toBe(first);
  await first;
  expect(refused.wait(caller)).not.toBe(first);
});

test("whoever is refused on is kept waiting, and whoever stopped for two seconds is not", () => {
  const { refused, note, pass } = atRest();
  note(20);
  pass(1_500);
  expect(refused.wait(caller)).toBeInstanceOf(Promise);
  note(1);
  pass(999);
  expect(refused.wait(caller)).toBeInstanceOf(Promise);
  pass(1_001);
  expect(refused.wait(caller)).toBeUndefined();
});
