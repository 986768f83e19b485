import { expect, test } from "vitest";
import { HOUR_MS, MINUTE_MS } from "./time";
import { zoneOffsetMs } from "./zone-offset";

test.each<[string, string, number]>([
  ["UTC", "2026-11-24T12:34:56.789Z", 0],
  ["Asia/Tokyo", "2026-11-24T12:00:00Z", 9 * HOUR_MS],
  ["Asia/Kathmandu", "2026-11-24T12:00:00Z", 5 * HOUR_MS + 45 * MINUTE_MS],
  ["America/New_York", "2026-11-24T12:00:00Z", -5 * HOUR_MS],
  // The clocks go back an hour at 06:00 UTC.
  ["America/New_York", "2026-11-01T05:59:59.999Z", -4 * HOUR_MS],
  ["America/New_York", "2026-11-01T06:00:00Z", -5 * HOUR_MS],
  ["Pacific/Kiritimati", "2026-12-31T10:00:00Z", 14 * HOUR_MS],
])("the clocks of %s at %s are %d ms ahead of UTC", (zone, moment, offset) => {
  expect(zoneOffsetMs(zone, Date.parse(moment))).toBe(offset);
});
