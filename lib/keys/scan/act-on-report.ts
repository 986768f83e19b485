import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Database } from "@/db/client";
import { apiKeySecrets, apiKeys } from "@/db/schema/keys";
import type { Ctx, Origin } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import type { AccountId, KeyId } from "@/lib/core/ids";
import { secretShape } from "@/lib/core/secret-shape";
import type { Clock } from "@/lib/core/time";
import { hashSecret } from "../key-secret";
import { reportLeak } from "../leak/report-leak";
import { maskSecrets } from "../mask-secrets";
import { getKeyPolicy } from "../policy/queries";
import { ledgerNow } from "../rotation/secret-rows";

/** What a scanner found: the texts, and where. */
export type ScanReport = { texts: readonly string[]; where: string | null };
type Deps = { db: Database; clock: Clock; origin: Origin };
type Hit = { text: string; accountId: AccountId; keyId: KeyId; isExposed: boolean };

const MOST_WHERE = 500;

/**
 * Does with the live keys among the texts what their accounts' policies say: marks them as exposed and tells the account, and
 * with `disable` stops them. `rotate` stops them too and asks for a rotation: nobody is there who could be shown a new secret. A
 * key that is marked already is left as it is, so a report that comes again changes nothing. Returns the texts that are
 * secrets of live keys. The texts are stored and logged nowhere.
 */
export async function actOnReport(deps: Deps, { texts, where }: ScanReport): Promise<ReadonlySet<string>> {
  const hits = await liveKeys(
    deps,
    [...new Set(texts)].filter((text) => secretShape(text) === "whole"),
  );
  for (const hit of hits) if (!hit.isExposed) await act(deps, hit, where);
  return new Set(hits.map(({ text }) => text));
}

async function act(deps: Deps, { accountId, keyId }: Hit, where: string | null): Promise<void> {
  const ctx: Ctx = { ...deps, accountId, actor: { kind: "system", name: "Scanner" } };
  const { onLeak } = await getKeyPolicy(ctx);
  const place = where === null ? undefined : cleanPlace(where);
  const advice = onLeak === "rotate" ? "It was stopped at once. Rotate it, then enable it again." : undefined;
  try {
    await reportLeak(ctx, { keyId, action: onLeak === "notify" ? "mark" : "disable", where: place, advice });
  } catch (error) {
    // Deleted in between: nobody can call with it any more.
    if (!(error instanceof AppError && error.code === "not_found")) throw error;
  }
}

/** Keys that are not deleted whose secret among these still works or may work again. */
async function liveKeys({ db }: Deps, secrets: string[]): Promise<Hit[]> {
  if (secrets.length === 0) return [];
  const byHash = new Map(secrets.map((text) => [hashSecret(text).toString("hex"), text]));
  const now = await ledgerNow(db);
  const { hash, expiresAt, revokedAt } = apiKeySecrets;
  const rows = await db
    .select({
      hash,
      expiresAt,
      accountId: apiKeys.accountId,
      keyId: apiKeys.id,
      exposedAt: apiKeys.exposedAt,
    })
    .from(apiKeySecrets)
    .innerJoin(apiKeys, eq(apiKeys.id, apiKeySecrets.keyId))
    .where(
      and(
        inArray(
          hash,
          [...byHash.keys()].map((hex) => Buffer.from(hex, "hex")),
        ),
        isNull(revokedAt),
        isNull(apiKeys.deletedAt),
      ),
    );
  return rows.flatMap((row) => {
    const text = byHash.get(Buffer.from(row.hash).toString("hex"));
    if (text === undefined || (row.expiresAt !== null && row.expiresAt <= now)) return [];
    return [{ text, accountId: row.accountId, keyId: row.keyId, isExposed: row.exposedAt !== null }];
  });
}

/** An address as a stranger wrote it: one line, no key in it, not too long. */
function cleanPlace(where: string): string {
  const line = maskSecrets(where)
    .toWellFormed()
    .replace(/\p{Cc}+/gu, " ")
    .trim();
  return line.length > MOST_WHERE ? `${line.slice(0, MOST_WHERE - 1).toWellFormed()}…` : line;
}
