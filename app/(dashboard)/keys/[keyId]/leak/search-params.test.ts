import { expect, test } from "vitest";
import { loadLeakSearchParams } from "./search-params";

const since = async (text: string) => (await loadLeakSearchParams(Promise.resolve({ since: text }))).since;

test("a moment is read with its zone, and as UTC without one", async () => {
  expect(await since("2026-01-02T03:04:05+09:00")).toEqual(new Date("2026-01-01T18:04:05Z"));
  expect(await since("2026-01-02T03:04")).toEqual(new Date("2026-01-02T03:04:00Z"));
});

test.each(["yesterday", "", "9999-01-01T00:00:00Z", "1960-01-01T00:00:00Z"])(
  "%s is none, so the suggested moment is taken",
  async (text) => expect(await since(text)).toBeNull(),
);
