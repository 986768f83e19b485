import { expect, test } from "vitest";
import { overviewHref, readOverview } from "./overview-address";

test("an address that was written says the same when it is read", () => {
  const view = {
    time: { range: "custom", from: "2026-11-01", to: "2026-11-03" },
    zone: "Asia/Tokyo",
    group: "key",
    compare: true,
  } as const;
  const { searchParams } = new URL(overviewHref(view), "http://x");
  expect(readOverview(Object.fromEntries(searchParams))).toEqual({ ...view, ignored: [] });
  expect(overviewHref(readOverview({}))).toBe("/overview");
});

test("what means nothing here is named, and the page is shown as usual", () => {
  const { ignored, time, group } = readOverview({
    range: "year",
    group: "owner",
    model: "a",
    zone: "+05:30",
  });
  expect(ignored.sort()).toEqual(["group", "model", "range", "zone"]);
  expect([time.range, group]).toEqual(["7d", "model"]);
});
