import { expect, test } from "vitest";
import { daysOf, monthChoices, readView } from "./search-params";

const now = new Date("2026-11-28T12:00:00Z");
const view = (parts: Parameters<typeof readView>[0]) => readView(parts, ["openai", "anthropic"], now);

test("what an address does not say is the first provider and this month, and junk is named", () => {
  expect(view({})).toEqual({ provider: "openai", month: "2026-11", ignored: [] });
  expect(view({ provider: "anthropic", month: "2026-02" })).toMatchObject({
    provider: "anthropic",
    month: "2026-02",
  });
  const junk = { provider: ["openai", "anthropic"], month: "2027-01" };
  expect(view(junk)).toEqual({ provider: "openai", month: "2026-11", ignored: ["provider", "month"] });
  expect(view({ provider: "%".repeat(10_000), month: "2026-13" }).ignored).toEqual(["provider", "month"]);
});

test("months have all of their days, and the year turns", () => {
  expect(daysOf("2028-02")).toEqual({ from: "2028-02-01", to: "2028-02-29" });
  expect(daysOf("2026-12").to).toBe("2026-12-31");
  expect(monthChoices(new Date("2026-01-31T23:59:59Z"), 3)).toEqual(["2026-01", "2025-12", "2025-11"]);
});
