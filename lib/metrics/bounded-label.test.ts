import { expect, test } from "vitest";
import { boundedLabel } from "./bounded-label";

test("a label keeps its first values, and everything after them is one", () => {
  const label = boundedLabel(2);
  expect(["a", "b", "c", "a", "d", "b"].map(label)).toEqual(["a", "b", "other", "a", "other", "b"]);
});
