import { ledger } from "@/db/client";
import type { Ctx } from "@/lib/context";
import type { KeyId } from "@/lib/core/ids";
import type { Admission } from "@/lib/keys/admission";
import { keyVerdict, unknownKey } from "@/lib/keys/key-verdict";
import { noteUse } from "@/lib/keys/note-use";
import { readCredentials } from "@/lib/keys/read-credentials";
import { scopeVerdict } from "@/lib/keys/scope/scope-verdict";
import { clientFacts, originOf } from "./client-facts";
import { countRequest } from "./count-request";
import { gatewayDeps } from "./gateway-deps";
import { needsOf, type ScopedOperation } from "./operation";

/** The context of a program that has shown a working key, with what the ledger knows of it. */
export type KeyCtx = Ctx & { readonly keyId: KeyId; readonly admission: Admission };

/**
 * Whose key is this, and may it do that? Asks the ledger at every call, so a deletion is true at once, and notes the use. What the
 * answer tells of the limits that it is counted against goes into `headers`. Throws the 401 that fits, rate_limit_exceeded, the 403
 * (scope_*) of a key that may not touch this, from there or now, or `unavailable` (never a 401) while the database is away.
 */
export async function authenticateKey(
  request: Request,
  operation: ScopedOperation,
  headers: Record<string, string>,
): Promise<KeyCtx> {
  const hash = readCredentials(request.headers);
  const { admission: desk, clock } = gatewayDeps();
  const admission = await desk.admit({ hash, gateRef: null });
  if (admission === null) throw unknownKey();
  const refusal = keyVerdict(admission);
  if (refusal !== null) throw refusal;
  await countRequest(admission, headers);
  const { accountId, keyId, scope } = admission;
  const facts = clientFacts(request.headers);
  if (scope !== null) {
    const { network } = facts;
    const asked = {
      needs: needsOf(operation),
      endpoint: null,
      network,
      at: admission.admittedAt,
      chosen: null,
    };
    const beyond = scopeVerdict(scope, asked);
    if (beyond !== null) throw beyond;
  }
  const ctx: KeyCtx = {
    db: ledger().db,
    clock,
    accountId,
    keyId,
    admission,
    actor: { kind: "key", keyId, scope },
    origin: originOf(facts),
  };
  await noteUse(ctx, admission.secretId);
  return ctx;
}
