import type { KeySecret } from "@/lib/keys/rotation/contract";

/** A call with an old secret, as far as it helps to find who still sends it. */
export type ProofRow = {
  id: string;
  startedAt: string;
  status: number;
  errorCode: string | null;
  model: string;
  network: string | null;
  userAgent: string | null;
};

/** A secret with what it was used for lately. Moments are ISO 8601 texts. */
export type SecretView = {
  id: string;
  masked: string;
  lastFour: string;
  state: KeySecret["state"];
  createdAt: string;
  lastUsedAt: string | null;
  endsAt: string | null;
  stoppedAt: string | null;
  requestsLastHour: number;
  isMore: boolean;
  networksLastHour: number;
  lastRequestAt: string | null;
  looksSafeToStop: boolean;
  /** The latest calls, of old secrets only. */
  rows: ProofRow[];
};

/** The secrets of a key, newest first, as they were at `at` by the ledger's clock. */
export type ProofView = { at: string; quietMinutes: number; secrets: SecretView[] };

/** Asks for the proof of a key as it is now; null when there is no answer. */
export async function readProof(keyId: string, signal: AbortSignal): Promise<ProofView | null> {
  try {
    const response = await fetch(`/keys/${keyId}/secrets`, { cache: "no-store", signal });
    return response.ok ? ((await response.json()) as ProofView) : null;
  } catch {
    return null;
  }
}
