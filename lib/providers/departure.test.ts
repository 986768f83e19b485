import { expect, test } from "vitest";
import { Departure } from "./departure";

test("however many ask for the signal, one listener tells it, also after the time of an attempt was up", () => {
  const departure = new Departure();
  const [first, again] = [departure.asSignal(), departure.asSignal()];
  expect(again).toBe(first);
  expect(departure.listenerCount("abort")).toBe(1);
  departure.expire();
  expect(first.aborted).toBe(true);
  expect(departure.asSignal().aborted).toBe(true);
  departure.renew();
  const next = departure.asSignal();
  expect(next.aborted).toBe(false);
  expect(departure.listenerCount("abort")).toBe(1);
  departure.leave();
  expect(next.aborted).toBe(true);
});
