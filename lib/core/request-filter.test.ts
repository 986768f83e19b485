import fc from "fast-check";
import { expect, test } from "vitest";
import { formatChoice, parseChoice } from "./request-filter";

const anyValue = fc.oneof(
  fc.constantFrom(null, "none", "!", "!none", "a,b", "100%", "%2C", "gpt-4o"),
  fc.string({ minLength: 1, maxLength: 40, unit: "grapheme" }).filter((text) => !/\p{Cc}/u.test(text)),
);

test("whatever a model is called, an address says exactly which ones are meant", () => {
  fc.assert(
    fc.property(
      fc.array(anyValue, { maxLength: 8 }),
      fc.array(anyValue, { maxLength: 8 }),
      (included, notIn) => {
        fc.pre(included.length + notIn.length > 0);
        const choice = { in: included, notIn };
        expect(parseChoice("model", formatChoice(choice))).toEqual(choice);
      },
    ),
  );
});

test.each([
  ["model", ""],
  ["model", "a,,b"],
  ["model", "%E0%A4%A"],
  ["model", "a%00b"],
  ["model", "x".repeat(301)],
  ["model", "a,".repeat(100)],
  ["key", "not-an-id"],
  ["gate", "!x"],
  ["status", "6xx"],
  ["status", "2000"],
] as const)("%s=%s is no choice", (dimension, text) => {
  expect(parseChoice(dimension, text)).toBeNull();
});

test("ids, classes of status and requests without a gate can be chosen", () => {
  const id = "0195f3a0-0000-7000-8000-000000000001";
  expect(parseChoice("gate", `${id},none`)).toEqual({ in: [id, null], notIn: [] });
  expect(parseChoice("status", "4xx,!429")).toEqual({ in: ["4xx"], notIn: ["429"] });
});
