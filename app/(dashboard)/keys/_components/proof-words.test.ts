import { expect, test } from "vitest";
import { endWords, proofSentence } from "./proof-words";

const now = new Date("2026-11-24T12:00:00.000Z");
const use = {
  state: "ending" as const,
  lastFour: "c3f7",
  requestsLastHour: 3,
  isMore: false,
  networksLastHour: 2,
  lastRequestAt: "2026-11-24T11:55:30.000Z",
  lastUsedAt: null,
};

test.each([
  [{}, "Old secret …c3f7: 3 requests in the last hour, last 4 minutes ago, from 2 networks"],
  [
    { requestsLastHour: 1, networksLastHour: 1 },
    "Old secret …c3f7: 1 request in the last hour, last 4 minutes ago, from 1 network",
  ],
  [
    { requestsLastHour: 10_000, isMore: true, networksLastHour: 0, state: "newest" as const },
    "New secret …c3f7: 10,000+ requests in the last hour, last 4 minutes ago",
  ],
  [
    { requestsLastHour: 0, lastRequestAt: "2026-11-24T09:00:00.000Z" },
    "Old secret …c3f7: no requests in the last hour, last 3 hours ago",
  ],
  [
    { requestsLastHour: 0, lastRequestAt: null, lastUsedAt: "2026-11-22T12:00:00.000Z" },
    "Old secret …c3f7: no requests in the last hour, last 2 days ago",
  ],
  [{ requestsLastHour: 0, lastRequestAt: null }, "Old secret …c3f7: never used"],
])("%o", (given, sentence) => expect(proofSentence({ ...use, ...given }, now)).toBe(sentence));

test("the only secret of a key is neither old nor new", () => {
  expect(proofSentence({ ...use, state: "newest" }, now, true)).toMatch(/^The secret …c3f7: 3 requests/);
});

test.each([
  [{ state: "newest" as const, endsAt: null, stoppedAt: null }, "The one to use."],
  [{ state: "ending" as const, endsAt: "2026-11-25T09:00:00.000Z", stoppedAt: null }, "Stops in 21 hours."],
  [{ state: "ending" as const, endsAt: "2026-11-24T12:00:30.000Z", stoppedAt: null }, "Stops in a moment."],
  [
    { state: "ended" as const, endsAt: "2026-11-24T09:00:00.000Z", stoppedAt: null },
    "Ended 3 hours ago, as planned.",
  ],
  [
    { state: "stopped" as const, endsAt: "2026-11-25T09:00:00.000Z", stoppedAt: "2026-11-24T11:00:00.000Z" },
    "Stopped 1 hour ago.",
  ],
])("the end of %o", (secret, words) => expect(endWords(secret, now)).toBe(words));
