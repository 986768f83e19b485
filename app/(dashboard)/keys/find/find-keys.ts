import { z } from "zod";
import type { KeyStatus } from "@/lib/keys/contract";
import { type FoundKey, keyClueInput } from "@/lib/keys/find/contract";
import { findKeysByClue } from "@/lib/keys/find/find-keys-by-clue";
import { hashSecret } from "@/lib/keys/key-secret";
import type { Viewer } from "@/lib/transport/require-viewer";
import { maskedKey } from "../_components/key-state";

/** A whole secret comes only from a page that cannot hash it itself: one that was loaded over plain HTTP from another host. */
export const findKeysInput = z.union([z.strictObject({ secret: z.string().max(200) }), keyClueInput], {
  error: "This is neither a key, nor a piece of one, nor the id of a request.",
});

/** A match as the dialog tells it. */
export type KeyMatch = {
  id: string;
  name: string;
  masked: string;
  status: KeyStatus;
  isExposed: boolean;
  deletedAt: string | null;
  lastUsedAt: string | null;
  secretState: FoundKey["secret"]["state"];
  stopsAt: string | null;
  requestAt: string | null;
};

/** The account's keys that fit what was pasted. */
export async function findKeys({ ctx }: Viewer, input: z.output<typeof findKeysInput>) {
  const clue = "secret" in input ? { sha256: hashSecret(input.secret).toString("hex") } : input;
  const { found, hasMore } = await findKeysByClue(ctx, clue);
  return { matches: found.map(matchOf), hasMore };
}

function matchOf({ key, secret, request }: FoundKey): KeyMatch {
  return {
    id: key.id,
    name: key.name,
    masked: maskedKey(secret),
    status: key.status,
    isExposed: key.exposedAt !== null,
    deletedAt: key.deletedAt?.toISOString() ?? null,
    lastUsedAt: secret.lastUsedAt?.toISOString() ?? null,
    secretState: secret.state,
    stopsAt: secret.stopsAt?.toISOString() ?? null,
    requestAt: request?.startedAt.toISOString() ?? null,
  };
}
