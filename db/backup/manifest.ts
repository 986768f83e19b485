import { createHmac } from "node:crypto";
import { z } from "zod";

const identifier = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/);

/** What a backup says of itself. Names and bounds stand in statements, so nothing else than such is let in. */
export const manifestSchema = z.object({
  format: z.literal(1),
  layerVersion: z.string(),
  createdAt: z.iso.datetime(),
  postgresVersion: z.string(),
  /** When the last migration of its database was made, in Unix milliseconds, and the hash of its text. */
  migration: z.object({ when: z.number().int(), hash: z.string() }),
  /** Tells whether a key is the one that sealed what is in it; says nothing of the key. Null where there was none. */
  encryptionKey: z.string().nullable(),
  partitions: z.array(
    z.object({
      parent: identifier,
      name: identifier,
      bounds: z.string().regex(/^FOR VALUES FROM \('[0-9a-f-]{36}'\) TO \('[0-9a-f-]{36}'\)$/),
    }),
  ),
  tables: z.array(
    z.object({
      name: identifier,
      columns: z.array(identifier).min(1),
      rows: z.number().int().nonnegative(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
});
export type Manifest = z.infer<typeof manifestSchema>;

export const MANIFEST = "manifest.json";

/** Tells one encryption key from another; null for none. */
export function keyFingerprint(bytes: Uint8Array | undefined): string | null {
  if (bytes === undefined) return null;
  return createHmac("sha256", bytes).update("layer backup").digest("hex").slice(0, 16);
}
