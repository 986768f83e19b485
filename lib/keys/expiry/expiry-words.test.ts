import { expect, test } from "vitest";
import { expiryWords } from "./expiry-words";

const now = new Date("2026-11-24T10:00:00Z");
const words = (expiresAt: string, requests: number, lastUsedAt: string | null) =>
  expiryWords(
    {
      name: "Production",
      expiresAt: new Date(expiresAt),
      requests,
      lastUsedAt: lastUsedAt === null ? null : new Date(lastUsedAt),
    },
    now,
  );

test.each([
  [
    words("2026-12-01T09:59:40Z", 412, "2026-11-24T09:57:00Z"),
    "Production expires in 7 days, on Dec 1, 2026, 09:59:40 UTC. It made 412 requests in the last 7 days, the last one 3 minutes ago.",
  ],
  [
    words("2026-11-25T09:00:00Z", 1, "2026-11-23T09:57:00Z"),
    "Production expires in 23 hours, on Nov 25, 2026, 09:00 UTC. It made 1 request in the last 7 days, the last one 1 day ago.",
  ],
  [
    words("2026-11-24T09:59:00Z", 0, "2026-10-02T09:57:00Z"),
    "Production expired on Nov 24, 2026, 09:59 UTC. It made no requests in the last 7 days; it was last used on Oct 2, 2026.",
  ],
  [
    words("2026-11-24T10:20:00Z", 0, null),
    "Production expires in 1 hour, on Nov 24, 2026, 10:20 UTC. It was never used.",
  ],
])("%s", (said, expected) => {
  expect(said).toBe(expected);
});
