import { z } from "zod";
import { idempotencyKey } from "@/lib/core/idempotency-key";
import type { KeyId } from "@/lib/core/ids";
import type { KeyDefect, KeyFilter } from "@/lib/core/key-filter";
import type { KeyGuard } from "@/lib/core/key-guard";
import type { KeyScope } from "@/lib/core/key-scope";
import { NAME_MAX_CHARACTERS } from "@/lib/core/name-rule";
import type { PayloadPolicy } from "@/lib/core/payload-policy";
import type { RateLimits } from "@/lib/core/rate-limits";
import { rateLimits } from "@/lib/limits/contract";
import { payloadPolicy } from "@/lib/payloads/contract";
import { keyGuard } from "./guard-field";
import { keyDetails } from "./key-details";
import { nameProblem } from "./name-problem";

/** How long after its deletion a key can be restored by the person who deleted it. */
export const RESTORE_WINDOW_MS = 60_000;

/** What a key is now; the first that applies, from left to right. "never used" and "active" keys both work. */
export const KEY_STATUSES = ["deleted", "disabled", "expired", "never used", "active"] as const;
export type KeyStatus = (typeof KEY_STATUSES)[number];

/** A key as its account sees it. The secret itself is in no type: only `createKey` hands it out, once. */
export type ApiKey = {
  id: KeyId;
  name: string;
  /** First 12 characters of the newest secret: `layer_9e14a0`. */
  prefix: string;
  /** Last four characters of the newest secret. */
  lastFour: string;
  status: KeyStatus;
  createdAt: Date;
  /** The person's name or e-mail address, or the name of the key that made it; null when the operator or nobody known did. */
  createdBy: string | null;
  /** When any secret of the key was last used. */
  lastUsedAt: Date | null;
  expiresAt: Date | null;
  disabledAt: Date | null;
  /** Who stopped it when no person did. */
  disabledBy: "guard" | "leak report" | null;
  deletedAt: Date | null;
  description: string | null;
  tags: string[];
  /** What it may do; null is everything. */
  scope: KeyScope | null;
  /** How it is watched; null is as the account's policy says. */
  guard: KeyGuard | null;
  /** What is kept of its requests; null is as the gate or the account says. */
  payloads: PayloadPolicy | null;
  /** Its own rate limits, beside those of the account; null is none. */
  limits: RateLimits | null;
  /** Since when it is known to be exposed; null when it is not, or that is resolved. */
  exposedAt: Date | null;
  exposedWhere: string | null;
  /** While it is rotated: when the last of its older secrets stops. Null when only the newest secret works. */
  rotatingUntil: Date | null;
  /** True for the key that tests from the dashboard count under: nobody holds its secret. */
  countsTests: boolean;
};

/** One UTC day of a key. `day` is `2026-11-22`. */
export type KeyDay = { day: string; requests: number; errors: number };

export type KeyListItem = ApiKey & {
  requests: number;
  errors: number;
  /** Requests whose cost is unknown: they are not in `costNanoUsd`. When it equals `requests`, the cost is unknown. */
  unpriced: number;
  costNanoUsd: bigint;
  /** Every UTC day from the start of the span to today, also those without requests. */
  sparkline: KeyDay[];
  /** What is wrong with it, the gravest first. */
  defects: KeyDefect[];
};

export const KEY_SORTS = ["lastUsed", "name", "created", "requests", "cost"] as const;
export type KeySort = (typeof KEY_SORTS)[number];
export type SortDirection = "asc" | "desc";

export type KeyListQuery = KeyFilter & {
  sort: KeySort;
  direction: SortDirection;
  /** `nextCursor` or `previousCursor` of an earlier page. One that does not fit the sort shows the first page. */
  cursor: string | null;
  /** Keys per page, 1 to 1,000. */
  limit: number;
  /** Start of the span whose usage is summed, cut to its hour; `lastThirtyDays` of lib/usage is the usual one. */
  includeUsageSince: Date;
};

/** Takes the outer blanks off; the rest is kept to the byte or refused with a sentence. */
export const keyName = z
  .string({
    error: (issue) =>
      issue.input === undefined ? "Give the key a name, for example Production." : "The name must be text.",
  })
  .transform((text) => text.trim())
  .superRefine((name, issues) => {
    const problem = nameProblem(name);
    if (problem !== null) issues.addIssue({ code: "custom", message: problem });
  })
  .meta({
    description: "1 to 100 characters after outer blanks are taken off. Several keys may have the same name.",
    minLength: 1,
    maxLength: NAME_MAX_CHARACTERS,
  });

export const keyId = z.string().transform((text) => text as KeyId);

export const createKeyInput = z.strictObject({
  name: keyName,
  ...keyDetails,
  idempotencyKey: idempotencyKey.optional(),
});
export const renameKeyInput = z.strictObject({ keyId, name: keyName });
export const updateKeyInput = z.strictObject({ keyId, name: keyName.optional(), ...keyDetails });
export const keyGuardInput = z.strictObject({ keyId, guard: keyGuard.nullable() });
export const keyPayloadsInput = z.strictObject({ keyId, payloads: payloadPolicy.nullable() });
export const keyLimitsInput = z.strictObject({ keyId, limits: rateLimits.nullable() });
export const duplicateKeyInput = z.strictObject({ keyId, idempotencyKey: idempotencyKey.optional() });
export const keyNetworkInput = z.strictObject({ keyId, network: z.string().max(100) });
/** What delete, restore, disable and enable take. Text that is no id is answered like an unknown one. */
export const keyIdInput = z.strictObject({ keyId });

/** What a person may choose for a key. On creation, what is left out is as for a key nobody narrowed. */
export type KeySettings = {
  /** Null and "" are none. */
  description?: string | null | undefined;
  tags?: string[] | undefined;
  /** Null is never. */
  expiresAt?: Date | null | undefined;
  scope?: KeyScope | null | undefined;
  guard?: KeyGuard | null | undefined;
  payloads?: PayloadPolicy | null | undefined;
  limits?: RateLimits | null | undefined;
};
export type CreateKeyInput = KeySettings & { name: string; idempotencyKey?: string | undefined };
export type RenameKeyInput = { keyId: string; name: string };
/** What is left out stays as it is. */
export type UpdateKeyInput = KeySettings & { keyId: string; name?: string | undefined };
export type DuplicateKeyInput = { keyId: string; idempotencyKey?: string | undefined };
export type KeyIdInput = { keyId: string };
/** `secret` is null when the creation was a repetition: it was shown to the first. */
export type CreatedKey = { key: ApiKey; secret: string | null };
/** A copy of a key, and how many spending limits it has: those of the other, as long as nobody changed them since. */
export type DuplicatedKey = CreatedKey & { spendingLimits: number };
