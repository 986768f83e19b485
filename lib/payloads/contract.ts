import { z } from "zod";
import {
  LONGEST_REDACTED_FIELD,
  MOST_KEPT_DAYS,
  MOST_REDACTED_FIELDS,
  type PayloadPolicy,
} from "@/lib/core/payload-policy";

const DAYS = `keepDays: use a whole number from 1 to ${MOST_KEPT_DAYS}.`;
const FIELD = `redact: use names of 1 to ${LONGEST_REDACTED_FIELD} characters.`;

const fields = {
  store: z
    .boolean({ error: "store: use true or false." })
    .meta({ description: "true keeps what is asked and answered, false keeps neither." }),
  keepDays: z
    .int({ error: DAYS })
    .min(1, { error: DAYS })
    .max(MOST_KEPT_DAYS, { error: DAYS })
    .meta({ description: "For how many days; then it is deleted." }),
  redact: z
    .array(
      z
        .string({ error: "redact: send a list of texts." })
        .transform((name) => name.trim())
        .refine((name) => name.length > 0 && name.length <= LONGEST_REDACTED_FIELD, { error: FIELD })
        .refine((name) => name.isWellFormed() && !/\p{Cc}/u.test(name), {
          error: "redact: remove the control character or half of a character.",
        }),
      { error: "redact: send a list of texts." },
    )
    .max(MOST_REDACTED_FIELDS, { error: `redact: use at most ${MOST_REDACTED_FIELDS} names.` })
    .transform((names) => [...new Set(names)])
    .meta({
      description:
        "Names of JSON members whose values are left out, at any depth and in any case. Keys and other secrets are always left out.",
      maxItems: MOST_REDACTED_FIELDS,
    }),
};

/** What a key or a gate says of its payloads, whole. */
export const payloadPolicy = z
  .strictObject(fields, {
    error: "payloads: send store, keepDays and redact, or null to follow the gate or the account.",
  })
  .meta({ id: "PayloadPolicy" }) satisfies z.ZodType<PayloadPolicy>;

/** What an account says, whole. */
export const accountPayloadPolicy = z
  .strictObject({
    ...fields,
    ceiling: z.boolean({ error: "ceiling: use true or false." }).meta({
      description:
        "true lets keys and gates keep less than the account, never more: with `store: false` nothing is kept.",
    }),
  })
  .meta({ id: "AccountPayloadPolicy" });

export const payloadIdInput = z.strictObject({ requestId: z.string() });

/** What is kept of one request: null where there was nothing, or only bytes that are no text. */
export type Payload = {
  request: string | null;
  response: string | null;
  /** How much of each there was, in bytes: more than is kept when it was cut. */
  requestBytes: number;
  responseBytes: number;
  /** How many values were replaced. */
  redactions: number;
  expiresAt: Date;
};

/** What an account has stored. */
export type StoredPayloads = {
  count: number;
  /** What was sent and answered in bytes, before anything was cut off or left out. */
  bytes: number;
  /** When the last of them goes; null without any. */
  lastExpiresAt: Date | null;
};
