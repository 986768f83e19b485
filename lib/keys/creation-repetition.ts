import { isDeepStrictEqual } from "node:util";
import { and, eq, lte } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { auditEntries } from "@/db/schema/audit";
import { apiKeys } from "@/db/schema/keys";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { REPETITION_WINDOW_MS } from "@/lib/core/idempotency-key";
import type { CreatedKey } from "./contract";
import { getKey } from "./queries";

/** After the window the same idempotency key makes a new API key. */
export async function forgetOldCreation(
  tx: Transaction,
  { accountId, creationKey, now }: { accountId: Ctx["accountId"]; creationKey: string; now: Date },
): Promise<void> {
  const oldest = new Date(now.getTime() - REPETITION_WINDOW_MS);
  await tx
    .update(apiKeys)
    .set({ creationKey: null })
    .where(
      and(
        eq(apiKeys.accountId, accountId),
        eq(apiKeys.creationKey, creationKey),
        lte(apiKeys.createdAt, oldest),
      ),
    );
}

type Asked = Partial<typeof apiKeys.$inferInsert> & { name: string };

/**
 * The key that the same idempotency key made before, as it is now. Throws `idempotency_conflict` when something else was asked
 * for then; what that was stands in the trail, since the key may have changed in between.
 */
export async function firstCreation(ctx: Ctx, creationKey: string | null, asked: Asked): Promise<CreatedKey> {
  const [first] = await ctx.db
    .select({ id: apiKeys.id, asked: auditEntries.after })
    .from(apiKeys)
    .leftJoin(
      auditEntries,
      and(
        eq(auditEntries.accountId, apiKeys.accountId),
        eq(auditEntries.subjectId, apiKeys.id),
        eq(auditEntries.action, "key.created"),
      ),
    )
    .where(and(eq(apiKeys.accountId, ctx.accountId), eq(apiKeys.creationKey, creationKey ?? "")));
  if (first === undefined) throw new Error("The key of a repeated creation is gone.");
  if (isDeepStrictEqual(settingsOf(asked), settingsOf(first.asked ?? {}))) {
    return { key: await getKey(ctx, first.id), secret: null };
  }
  throw new AppError(
    "idempotency_conflict",
    "This idempotency key already made an API key with another name or other settings.",
    { param: "idempotencyKey" },
  );
}

/** What a creation can ask for, as the trail keeps it. */
function settingsOf(asked: Record<string, unknown>): unknown {
  const { name, description, tags, expiresAt, scope, guard, payloads, limits } = asked;
  const given = {
    name,
    description: description ?? null,
    tags: tags ?? [],
    expiresAt: expiresAt ?? null,
    scope: scope ?? null,
    guard: guard ?? null,
    payloads: payloads ?? null,
    limits: limits ?? null,
  };
  return JSON.parse(JSON.stringify(given));
}
