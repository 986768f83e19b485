import { eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { apiKeySecrets } from "@/db/schema/keys";
import type { AuditAction } from "@/lib/audit/contract";
import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { refuseBeyond } from "../scope/refuse-beyond";
import { lockLiveKey } from "../update-live-key";
import type { KeySecret, SecretIdInput } from "./contract";
import { isEnding, keySecret, ledgerNow, type SecretRow, secretNotFound, secretsOfKey } from "./secret-rows";

type Changes = Partial<Pick<SecretRow, "expiresAt" | "revokedAt">> | null;

/**
 * Changes when an old secret of a key ends and writes it to the trail. `plan` says what to set, null for nothing; its `now` is
 * the ledger's. Throws `not_found`, `conflict` for the newest secret, and `scope_access`.
 */
export async function changeOldSecret(
  ctx: Ctx,
  { keyId, secretId }: SecretIdInput,
  action: AuditAction,
  plan: (secret: SecretRow, now: Date, works: boolean) => Changes,
): Promise<KeySecret> {
  return ctx.db.transaction(async (tx) => {
    const key = await lockLiveKey(tx, ctx, keyId);
    // To stop a secret gives nobody more than they have.
    if (action !== "key.secret_stopped") refuseBeyond(ctx, key.scope);
    const now = await ledgerNow(tx);
    const { newest, older } = await secretsOfKey(tx, ctx, key.id);
    if (newest.id === secretId) {
      throw new AppError(
        "conflict",
        "This is the key's newest secret, and it has no end of its own. Rotate the key to replace it, or disable or delete the key to stop it.",
      );
    }
    const secret = older.find(({ id }) => id === secretId);
    if (secret === undefined) throw secretNotFound();
    const changes = plan(secret, now, isEnding(secret, now));
    if (changes === null) return keySecret(secret, false, now);
    const changed = await change(tx, secret, changes);
    await recordChange(tx, ctx, {
      action,
      subject: { kind: "key", id: key.id, name: key.name },
      before: fieldsOf(secret),
      // Which one it was stays in the trail although it did not change.
      after: { ...fieldsOf(changed), secretId: secret.id, lastFour: secret.lastFour },
    });
    return keySecret(changed, false, now);
  });
}

async function change(tx: Transaction, { id }: SecretRow, changes: object): Promise<SecretRow> {
  const [changed] = await tx.update(apiKeySecrets).set(changes).where(eq(apiKeySecrets.id, id)).returning();
  if (changed === undefined) throw new Error("A locked key lost a secret");
  return changed;
}

function fieldsOf({ expiresAt, revokedAt }: SecretRow) {
  return { endsAt: expiresAt, stoppedAt: revokedAt };
}
