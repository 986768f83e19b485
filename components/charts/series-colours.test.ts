import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assignLooks } from "./series-colours";

const seen = ({ colour, round }: { colour: number; round: number }) => `${colour} ${round}`;

describe("looks of series", () => {
  const ids = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 24 });

  it("differ between the series of one chart, whatever their names", () => {
    fc.assert(
      fc.property(ids, (some) => {
        const looks = [...assignLooks(some).values()];
        expect(new Set(looks.map(seen)).size).toBe(some.length);
        for (const { colour } of looks) expect(colour >= 1 && colour <= 8).toBe(true);
      }),
    );
  });

  it("have eight different colours before one comes again", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 8 }), (some) => {
        expect(new Set([...assignLooks(some).values()].map(({ colour }) => colour)).size).toBe(some.length);
      }),
    );
  });

  it("belong to the name, not to its place", () => {
    fc.assert(
      fc.property(ids, (some) => {
        expect(assignLooks([...some].reverse())).toEqual(assignLooks(some));
      }),
    );
    expect(assignLooks(["gpt-4o-mini"]).get("gpt-4o-mini")).toEqual(
      assignLooks(["gpt-4o-mini", "zzz"]).get("gpt-4o-mini"),
    );
  });
});
