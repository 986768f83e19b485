import { hash, verify } from "@node-rs/argon2";

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane (Password Storage Cheat Sheet). */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

let decoy: Promise<string> | undefined;

/**
 * Hashes a password with argon2id. The text is taken whole, in Unicode's composed form (NFC), so that the same
 * password typed on two keyboards is the same password.
 */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFC"), COST);
}

/**
 * True when the password belongs to the hash. Without a hash (no such person, or one without a password) the same work is
 * done on a decoy and the answer is false, so that time tells nobody who has an account.
 */
export async function passwordMatches(storedHash: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword("nobody has this password");
  const nobody = await decoy;
  const matches = await verify(storedHash ?? nobody, password.normalize("NFC"));
  return matches && storedHash !== null;
}
