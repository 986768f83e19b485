import { and, desc, eq, sql } from "drizzle-orm";
import { apiKeySecrets } from "@/db/schema/keys";
import { requests } from "@/db/schema/requests";
import type { Ctx } from "@/lib/context";
import type { RequestId } from "@/lib/core/ids";
import { keyRows } from "../key-rows";
import { type FoundKey, type FoundKeys, type KeyClueInput, MOST_FOUND } from "./contract";

type SecretRow = typeof apiKeySecrets.$inferSelect;
type RequestSeen = FoundKey["request"];

/**
 * Whose secret, piece of a secret or request is this? Keys of the account only, deleted ones and secrets that were replaced
 * included, the newest first. Nothing is stored or logged of what was asked.
 */
export async function findKeysByClue(ctx: Ctx, clue: KeyClueInput): Promise<FoundKeys> {
  const request = clue.requestId === undefined ? null : await requestOf(ctx, clue.requestId);
  if (clue.requestId !== undefined && request === null) return { found: [], hasMore: false };
  const rows = await secretRows(ctx, clue, request?.secretId);
  const page = rows.slice(0, MOST_FOUND);
  const keys = await keyRows(ctx, [...new Set(page.map(({ keyId }) => keyId))]);
  const byId = new Map(keys.map((key) => [key.id, key]));
  const seen = request === null ? null : { id: request.id, startedAt: request.startedAt };
  const found = page.flatMap((secret) => {
    const key = byId.get(secret.keyId);
    return key === undefined ? [] : [foundKey(key, secret, seen, ctx.clock.now())];
  });
  return { found, hasMore: rows.length > page.length };
}

async function requestOf(ctx: Ctx, requestId: string) {
  const { id, secretId, startedAt } = requests;
  const [row] = await ctx.db
    .select({ id, secretId, startedAt })
    .from(requests)
    .where(and(eq(requests.accountId, ctx.accountId), eq(id, requestId as RequestId)));
  return row ?? null;
}

function secretRows(
  ctx: Ctx,
  clue: KeyClueInput,
  secretId: SecretRow["id"] | undefined,
): Promise<SecretRow[]> {
  const { accountId, id, hash, prefix, lastFour } = apiKeySecrets;
  return ctx.db
    .select()
    .from(apiKeySecrets)
    .where(
      and(
        eq(accountId, ctx.accountId),
        secretId === undefined ? undefined : eq(id, secretId),
        clue.sha256 === undefined ? undefined : eq(hash, Buffer.from(clue.sha256, "hex")),
        clue.prefix === undefined ? undefined : sql`starts_with(${prefix}, ${clue.prefix})`,
        clue.lastFour === undefined ? undefined : eq(lastFour, clue.lastFour),
      ),
    )
    .orderBy(desc(id))
    .limit(MOST_FOUND + 1);
}

function foundKey(key: FoundKey["key"], secret: SecretRow, request: RequestSeen, now: Date): FoundKey {
  const { id, prefix, lastFour, createdAt, lastUsedAt, expiresAt, revokedAt } = secret;
  const stopped = revokedAt !== null || (expiresAt !== null && expiresAt <= now);
  const state = stopped ? "replaced" : expiresAt === null ? "newest" : "stopping";
  const stopsAt = revokedAt ?? expiresAt;
  return { key, secret: { id, prefix, lastFour, createdAt, lastUsedAt, state, stopsAt }, request };
}
