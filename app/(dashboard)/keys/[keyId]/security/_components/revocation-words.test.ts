import { expect, test } from "vitest";
import { revocationSentence } from "./revocation-words";

const at = new Date("2026-11-24T12:00:00.431Z");
const near = (ms: number) => new Date(at.getTime() + ms);

test.each([
  [
    { how: "deleted" as const, at, lastAcceptedAt: near(-311), firstRefusedAt: near(71) },
    "Last accepted 12:00:00.120 · deleted Nov 24, 2026, 12:00:00.431 · first refused 12:00:00.502",
  ],
  [
    { how: "expired" as const, at, lastAcceptedAt: near(-86_400_000), firstRefusedAt: null },
    "Last accepted Nov 23, 2026, 12:00:00.431 · expired Nov 24, 2026, 12:00:00.431 · no call since",
  ],
  [
    { how: "disabled" as const, at, lastAcceptedAt: null, firstRefusedAt: near(1) },
    "No call was ever accepted · disabled Nov 24, 2026, 12:00:00.431 · first refused 12:00:00.432",
  ],
])("%o", (revocation, sentence) => expect(revocationSentence(revocation, "UTC")).toBe(sentence));
