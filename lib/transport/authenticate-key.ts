import { ledger } from "@/db/client";
import type { Ctx } from "@/lib/context";
import type { KeyId } from "@/lib/core/ids";
import type { Admission } from "@/lib/keys/admission";
import { keyVerdict, unknownKey } from "@/lib/keys/key-verdict";
import { noteUse } from "@/lib/keys/note-use";
import { readCredentials } from "@/lib/keys/read-credentials";
import { clientFacts, originOf } from "./client-facts";
import { gatewayDeps } from "./gateway-deps";

/** The context of a program that has shown a working key, with what the ledger knows of it. */
export type KeyCtx = Ctx & { readonly keyId: KeyId; readonly admission: Admission };

/**
 * Whose key is this? Asks the ledger at every call, so a deletion is true at once, and notes the use. Throws the 401
 * that fits, or `unavailable` (never a 401) while the database is away.
 */
export async function authenticateKey(request: Request): Promise<KeyCtx> {
  const hash = readCredentials(request.headers);
  const { admission: desk, clock } = gatewayDeps();
  const admission = await desk.admit({ hash, gateRef: null });
  if (admission === null) throw unknownKey();
  const refusal = keyVerdict(admission);
  if (refusal !== null) throw refusal;
  const { accountId, keyId } = admission;
  const ctx: KeyCtx = {
    db: ledger().db,
    clock,
    accountId,
    keyId,
    admission,
    actor: { kind: "key", keyId },
    origin: originOf(clientFacts(request.headers)),
  };
  await noteUse(ctx, admission.secretId);
  return ctx;
}
