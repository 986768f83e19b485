import { z } from "zod";
import type { KeyId } from "@/lib/core/ids";
import { DAY_MS } from "@/lib/core/time";
import { keyScope } from "./key-scope-schema";

/** The longest span of calls that a preview judges. */
export const LONGEST_PREVIEW_MS = 31 * DAY_MS;

const keyId = z.string().transform((text) => text as KeyId);

export const setKeyScopeInput = z.strictObject({ keyId, scope: keyScope.nullable() });

export const previewScopeInput = z.strictObject({
  keyId,
  scope: keyScope.nullable(),
  from: z.date().optional(),
  to: z.date().optional(),
});
export type PreviewScopeInput = {
  keyId: string;
  scope?: unknown;
  /** Half-open; the last 24 hours when neither is given. */
  from?: Date | undefined;
  to?: Date | undefined;
};

/** What a scope would have made of a key's calls. */
export type ScopePreview = {
  from: Date;
  to: Date;
  requests: number;
  refused: number;
  /** Refused calls by the code they would have been refused with. */
  byCode: Record<string, number>;
  /** The latest refused ones of each code. */
  examples: Array<{ id: string; code: string; message: string }>;
  /** Calls of which the log does not know everything that the scope asks for; what it knows did not refuse them. */
  unsure: number;
};
