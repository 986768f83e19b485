import { expect, test } from "vitest";
import { type KeyMoments, keyVerdict } from "./key-verdict";

const now = new Date("2026-11-23T12:00:00.000Z");
const before = new Date(now.getTime() - 1);
const after = new Date(now.getTime() + 1);
const live: KeyMoments = {
  admittedAt: now,
  keyDeletedAt: null,
  keyDisabledAt: null,
  keyExpiresAt: null,
  secretExpiresAt: null,
  secretRevokedAt: null,
};

test.each<[string, Partial<KeyMoments>, string | null]>([
  ["without any end it opens", {}, null],
  ["a future expiry still opens", { keyExpiresAt: after, secretExpiresAt: after }, null],
  ["it ends at its expiry, not after it", { keyExpiresAt: now }, "key_expired"],
  ["past its expiry it is closed", { keyExpiresAt: before }, "key_expired"],
  ["deleted is closed", { keyDeletedAt: before }, "key_deleted"],
  // Another instance's clock may be ahead of this one's: what is deleted is deleted.
  ["deleted by a clock ahead of ours is closed", { keyDeletedAt: after }, "key_deleted"],
  ["disabled is closed", { keyDisabledAt: before }, "key_disabled"],
  ["disabled by a clock ahead of ours is closed", { keyDisabledAt: after }, "key_disabled"],
  ["a stopped secret is closed", { secretRevokedAt: before }, "secret_revoked"],
  ["stopped by a clock ahead of ours is closed", { secretRevokedAt: after }, "secret_revoked"],
  ["a secret past its overlap is closed", { secretExpiresAt: now }, "secret_revoked"],
  [
    "deletion is told before disabling and expiry",
    { keyDeletedAt: before, keyDisabledAt: before, keyExpiresAt: before },
    "key_deleted",
  ],
  ["disabling is told before expiry", { keyDisabledAt: before, keyExpiresAt: before }, "key_disabled"],
  [
    "the key's expiry is told before the secret's",
    { keyExpiresAt: before, secretExpiresAt: before },
    "key_expired",
  ],
])("%s", (_rule, moments, code) => {
  const verdict = keyVerdict({ ...live, ...moments });
  expect(verdict?.code ?? null).toBe(code);
  if (verdict !== null) expect(verdict.status).toBe(401);
});

test("the holder is told when the key was deleted or expired", () => {
  const at = new Date("2026-01-02T03:04:05.678Z");
  expect(keyVerdict({ ...live, keyDeletedAt: at })?.message).toContain("2026-01-02T03:04:05.678Z");
  expect(keyVerdict({ ...live, keyExpiresAt: at })?.message).toContain("2026-01-02T03:04:05.678Z");
});
