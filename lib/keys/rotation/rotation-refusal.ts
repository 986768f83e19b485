import { and, desc, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { auditEntries } from "@/db/schema/audit";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { formatRelative } from "@/lib/core/format";
import type { SecretRow } from "./secret-rows";

type Reader = Pick<Transaction, "select">;

/** What whoever is late is told: who was first, when, and what to do now. */
export async function rotatedByAnother(
  tx: Reader,
  ctx: Ctx,
  { newest, now }: { newest: SecretRow; now: Date },
): Promise<AppError> {
  const by = await lastRotator(tx, ctx, newest);
  return new AppError(
    "rotation_conflict",
    `${by} rotated this key ${when(newest.createdAt, now)}, so the secret you saw is not its newest any more. ` +
      "Look at the key as it is now, and rotate it again only if that is still needed.",
    { details: { rotatedBy: by, rotatedAt: newest.createdAt, newestSecretId: newest.id } },
  );
}

/** What whoever rotates a key is told while an older secret still works. */
export async function rotationUnfinished(
  tx: Reader,
  ctx: Ctx,
  { newest, open, now }: { newest: SecretRow; open: SecretRow; now: Date },
): Promise<AppError> {
  const by = await lastRotator(tx, ctx, newest);
  const until = open.expiresAt === null ? "" : ` until ${open.expiresAt.toISOString()}`;
  return new AppError(
    "rotation_conflict",
    `This key is being rotated already: ${by} did so ${when(newest.createdAt, now)}, and the old secret …${open.lastFour} ` +
      `works${until}. Stop that one first, wait for its end, or rotate with all old secrets ending now.`,
    {
      details: {
        rotatedBy: by,
        rotatedAt: newest.createdAt,
        openSecretId: open.id,
        openSecretEndsAt: open.expiresAt,
      },
    },
  );
}

async function lastRotator(tx: Reader, { accountId }: Ctx, { keyId }: SecretRow): Promise<string> {
  const [entry] = await tx
    .select({ kind: auditEntries.actorKind, name: auditEntries.actorName })
    .from(auditEntries)
    .where(
      and(
        eq(auditEntries.accountId, accountId),
        eq(auditEntries.subjectId, keyId),
        eq(auditEntries.action, "key.rotated"),
      ),
    )
    .orderBy(desc(auditEntries.sequence))
    .limit(1);
  if (entry === undefined) return "Somebody";
  if (entry.kind === "operator") return "The operator";
  return entry.name ?? "Somebody";
}

function when(at: Date, now: Date): string {
  const words = formatRelative(at, now);
  return words === "just now" ? "a moment ago" : words;
}
