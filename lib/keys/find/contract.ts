import { z } from "zod";
import type { RequestId, SecretId } from "@/lib/core/ids";
import type { ApiKey } from "../contract";

/** Past so many matches of a few characters a longer piece has to be given. */
export const MOST_FOUND = 20;

/** What a key is looked for by. Of a secret only its SHA-256. All that are given have to fit. */
export const keyClueInput = z
  .strictObject({
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/, { error: "sha256: use 64 hex digits in lower case." })
      .optional()
      .meta({ description: "SHA-256 of the whole secret, as hex digits." }),
    prefix: z
      .string()
      .regex(/^layer_[0-9a-f]{4,6}$/, { error: "prefix: use layer_ and 4 to 6 hex digits in lower case." })
      .optional()
      .meta({ description: "The first 10 to 12 characters." }),
    lastFour: z
      .string()
      .regex(/^[0-9a-f]{4}$/, { error: "lastFour: use 4 hex digits in lower case." })
      .optional(),
    requestId: z.uuid({ error: "requestId: use the id of a request." }).optional(),
  })
  .superRefine((clue, issues) => {
    if (Object.keys(clue).length > 0) return;
    const message = "Send sha256, prefix, lastFour or requestId.";
    issues.addIssue({ code: "custom", path: ["sha256"], message });
  });

export type KeyClueInput = z.output<typeof keyClueInput>;

/** A key that fits, with the secret it was found by. */
export type FoundKey = {
  key: ApiKey;
  secret: {
    id: SecretId;
    prefix: string;
    lastFour: string;
    createdAt: Date;
    lastUsedAt: Date | null;
    /** `stopping` works until `stopsAt` while a newer one takes over; `replaced` does not work any more. */
    state: "newest" | "stopping" | "replaced";
    stopsAt: Date | null;
  };
  /** The request that it was found by. */
  request: { id: RequestId; startedAt: Date } | null;
};

/** What was found in the account; nothing says nothing about other accounts. */
export type FoundKeys = { found: FoundKey[]; hasMore: boolean };
