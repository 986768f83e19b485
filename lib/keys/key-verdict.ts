import { AppError } from "@/lib/core/errors";

/** What is said of a secret whose hash matches none: well formed, but no key of this instance. */
export function unknownKey(): AppError {
  return new AppError(
    "key_unknown",
    "This API key does not exist here. Check that it was copied from this instance and not from another.",
  );
}

/** The moments that decide whether a secret opens its account. */
export type KeyMoments = {
  /** When the ledger was asked, by its own clock: those of the instances may differ. */
  admittedAt: Date;
  keyDeletedAt: Date | null;
  keyDisabledAt: Date | null;
  keyExpiresAt: Date | null;
  secretExpiresAt: Date | null;
  secretRevokedAt: Date | null;
};

/**
 * Why a genuine secret may not be used when the ledger was asked, or null when it may. Called only after the hash of the whole
 * secret has matched, so these states are told to nobody but its holder.
 */
export function keyVerdict(key: KeyMoments): AppError | null {
  const past = (moment: Date | null) => moment !== null && moment <= key.admittedAt;
  if (key.keyDeletedAt !== null) {
    return new AppError(
      "key_deleted",
      `This API key was deleted on ${key.keyDeletedAt.toISOString()}. Create a new one in the dashboard under API Keys.`,
    );
  }
  if (key.keyDisabledAt !== null) {
    return new AppError(
      "key_disabled",
      "This API key is disabled. Enable it in the dashboard under API Keys.",
    );
  }
  if (past(key.keyExpiresAt)) {
    return new AppError(
      "key_expired",
      `This API key expired on ${key.keyExpiresAt?.toISOString()}. Create a new one in the dashboard under API Keys.`,
    );
  }
  // What somebody stopped is stopped, whatever the clock says that wrote when.
  if (key.secretRevokedAt !== null) {
    return new AppError(
      "secret_revoked",
      `This secret of the API key was stopped on ${key.secretRevokedAt.toISOString()}, after the key was rotated. Use the key's newer secret.`,
    );
  }
  if (past(key.secretExpiresAt)) {
    return new AppError(
      "secret_revoked",
      `This secret of the API key ended on ${key.secretExpiresAt?.toISOString()}, as planned when the key was rotated. Use the key's newer secret.`,
    );
  }
  return null;
}
