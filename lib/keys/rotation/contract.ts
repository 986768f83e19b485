import { z } from "zod";
import { idempotencyKey } from "@/lib/core/idempotency-key";
import type { KeyId, SecretId } from "@/lib/core/ids";
import { DAY_MS, SECOND_MS } from "@/lib/core/time";
import { type ApiKey, keyId } from "../contract";

/** How long an old secret may go on at most, counted from when that is said. */
export const LONGEST_OVERLAP_SECONDS = (90 * DAY_MS) / SECOND_MS;
/** What a rotation that says nothing gives the old secret. */
export const USUAL_OVERLAP_SECONDS = DAY_MS / SECOND_MS;

/** When an old secret ends: at once, so many seconds from now, or at a moment. */
export type SecretEnd = "now" | number | Date;

/** One of the secrets of a key, without anything that would open it. */
export type KeySecret = {
  id: SecretId;
  keyId: KeyId;
  /** First 12 characters. */
  prefix: string;
  lastFour: string;
  createdAt: Date;
  /** When it was last used for anything, to the minute. */
  lastUsedAt: Date | null;
  /** When it ends or ended as planned; null when nothing is planned. */
  endsAt: Date | null;
  /** When somebody stopped it. */
  stoppedAt: Date | null;
  /** `newest` is the one to use, `ending` still works, `ended` and `stopped` do not. */
  state: "newest" | "ending" | "ended" | "stopped";
};

/** What a secret was used for lately, by the ledger's clock. */
export type SecretProof = KeySecret & {
  /** Calls of the last hour, at most `MOST_COUNTED`. */
  requestsLastHour: number;
  /** True when there are more than were counted. */
  isMore: boolean;
  /** Networks these came from: addresses, or the first 64 bits of IPv6 ones. */
  networksLastHour: number;
  lastRequestAt: Date | null;
  /** True for an old secret that nobody sent for the account's quiet time, which has also passed since the rotation. */
  looksSafeToStop: boolean;
};

/** The proof of a key's secrets, newest first. */
export type RotationProof = { at: Date; quietMinutes: number; secrets: SecretProof[] };

export type RotateKeyInput = {
  keyId: string;
  /** `USUAL_OVERLAP_SECONDS` when it is left out. */
  oldSecretEnds?: SecretEnd | undefined;
  idempotencyKey?: string | undefined;
  /** The secret that whoever asks takes for the newest. */
  replaces?: string | undefined;
};
/** `secret` is null when the rotation was a repetition: it was shown to the first. */
export type RotatedKey = { key: ApiKey; newest: KeySecret; secret: string | null };
export type SecretIdInput = { keyId: string; secretId: string };
export type ExtendSecretInput = SecretIdInput & { ends: number | Date };

const overlapError = `Use "now", whole seconds from 1 to ${LONGEST_OVERLAP_SECONDS} (90 days), or a moment with its zone, for example 2027-02-21T14:00:00+09:00.`;
const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const seconds = z.int().min(1).max(LONGEST_OVERLAP_SECONDS);

export const secretEnd = z.union([z.literal("now"), seconds, moment], {
  error: `oldSecretEnds: ${overlapError}`,
});
const secretId = z.string().transform((text) => text as SecretId);

export const rotateKeyInput = z.strictObject({
  keyId,
  oldSecretEnds: secretEnd.optional(),
  idempotencyKey: idempotencyKey.optional(),
  replaces: secretId.optional(),
});
export const secretIdInput = z.strictObject({ keyId, secretId });
export const extendSecretInput = z.strictObject({ keyId, secretId, ends: z.union([seconds, moment]) });
