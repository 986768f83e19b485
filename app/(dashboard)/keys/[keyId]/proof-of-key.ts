import type { Ctx } from "@/lib/context";
import type { KeyId } from "@/lib/core/ids";
import type { SecretProof } from "@/lib/keys/rotation/contract";
import { rotationProof } from "@/lib/keys/rotation/queries";
import { latestRequests } from "@/lib/logs/queries";
import { maskedKey } from "../_components/key-state";
import type { ProofRow, ProofView, SecretView } from "../_components/proof-view";

const ROWS = 10;

/** What the page and its polling show of a key's secrets: the proof, and the rows behind that of old ones. */
export async function proofOfKey(ctx: Ctx, keyId: KeyId): Promise<ProofView> {
  const { at, quietMinutes, secrets } = await rotationProof(ctx, keyId);
  const views = await Promise.all(secrets.map((secret) => secretView(ctx, secret)));
  return { at: at.toISOString(), quietMinutes, secrets: views };
}

async function secretView(ctx: Ctx, secret: SecretProof): Promise<SecretView> {
  const { createdAt, lastUsedAt, endsAt, stoppedAt, lastRequestAt, prefix, ...rest } = secret;
  return {
    ...rest,
    masked: maskedKey(secret),
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    endsAt: endsAt?.toISOString() ?? null,
    stoppedAt: stoppedAt?.toISOString() ?? null,
    lastRequestAt: lastRequestAt?.toISOString() ?? null,
    rows: secret.state === "newest" ? [] : await rowsOf(ctx, secret),
  };
}

async function rowsOf(ctx: Ctx, { id, keyId }: SecretProof): Promise<ProofRow[]> {
  const rows = await latestRequests(ctx, { keyId, secretId: id, limit: ROWS });
  return rows.map((row) => ({
    id: row.id,
    startedAt: row.startedAt.toISOString(),
    status: row.status,
    errorCode: row.errorCode,
    model: row.modelUsed ?? row.modelAsked ?? "",
    network: row.network,
    userAgent: row.userAgent,
  }));
}
