import fc from "fast-check";
import { expect, test } from "vitest";
import { isUuid, lowestIdAt, newId } from "./ids";

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
/** Up to the year 10889, all a UUIDv7 holds. */
const moment = fc.integer({ min: 0, max: 2 ** 48 - 1 });

test("an id is a UUIDv7 of its moment", () => {
  fc.assert(
    fc.property(moment, (at) => {
      const id = newId(at);
      expect(id).toMatch(UUID_V7);
      expect(isUuid(id)).toBe(true);
      expect(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16)).toBe(at);
    }),
  );
  expect(newId()).toMatch(UUID_V7);
});

test("the lowest id of a moment bounds every id made in it, and none made before", () => {
  fc.assert(
    fc.property(moment, (at) => {
      const lowest = lowestIdAt(at);
      expect(lowest).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      expect(lowest < newId(at)).toBe(true);
      if (at > 0) expect(newId(at - 1) < lowest).toBe(true);
    }),
  );
  expect(lowestIdAt(-5)).toBe(lowestIdAt(0));
});

test("many ids of one millisecond are all different, with and without a given moment", () => {
  const at = Date.now();
  const given = Array.from({ length: 100_000 }, () => newId(at));
  const present = Array.from({ length: 10_000 }, () => newId());
  expect(new Set([...given, ...present]).size).toBe(110_000);
});

test("ids without a given moment come in the order they were made", () => {
  const ids = Array.from({ length: 10_000 }, () => newId());
  expect(ids.toSorted()).toEqual(ids);
});

test("later ids are greater ids", () => {
  fc.assert(
    fc.property(moment, moment, (a, b) => {
      if (a !== b) expect(newId(a) < newId(b)).toBe(a < b);
    }),
  );
});

test.each([
  "",
  "x",
  "0195f39f0f3c7a51b6d290c4f7a81e11",
  "0195f39f-0f3c-7a51-b6d2-90c4f7a81e1",
  `${newId()} `,
  "%00",
])("%j is no UUID", (text) => {
  expect(isUuid(text)).toBe(false);
});
