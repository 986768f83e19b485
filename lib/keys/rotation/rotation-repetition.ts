import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { apiKeySecrets } from "@/db/schema/keys";
import { AppError } from "@/lib/core/errors";
import { REPETITION_WINDOW_MS } from "@/lib/core/idempotency-key";
import type { RotateKeyInput } from "./contract";
import type { SecretRow } from "./secret-rows";

/** What is kept of a rotation with an idempotency key: the key, and behind a line break what was asked for, hashed. */
export function rotationKeyOf(idempotencyKey: string, input: RotateKeyInput): string {
  const asked = JSON.stringify([input.oldSecretEnds ?? null, input.replaces ?? null]);
  return `${idempotencyKey}\n${createHash("sha256").update(asked).digest("hex")}`;
}

/**
 * The secret that the same rotation made within the last 24 hours, or undefined. Throws `idempotency_conflict` when its
 * idempotency key was used for another one. An older rotation gives the idempotency key free.
 */
export async function firstRotation(
  tx: Transaction,
  secrets: SecretRow[],
  { rotationKey, now }: { rotationKey: string; now: Date },
): Promise<SecretRow | undefined> {
  const idempotencyKey = partOf(rotationKey);
  const first = secrets.find(
    (secret) => secret.rotationKey !== null && partOf(secret.rotationKey) === idempotencyKey,
  );
  if (first === undefined) return undefined;
  if (now.getTime() - first.createdAt.getTime() >= REPETITION_WINDOW_MS) {
    await tx.update(apiKeySecrets).set({ rotationKey: null }).where(eq(apiKeySecrets.id, first.id));
    return undefined;
  }
  if (first.rotationKey === rotationKey) return first;
  throw new AppError(
    "idempotency_conflict",
    "This idempotency key already rotated the API key in another way.",
    { param: "idempotencyKey" },
  );
}

function partOf(rotationKey: string): string {
  return rotationKey.split("\n", 1)[0] ?? "";
}
