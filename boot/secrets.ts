import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The secrets that a first start makes; each has a file of its own, so that they can be backed up apart. */
const SECRETS = {
  AUTH_SECRET: { file: "secrets.json", loss: "everybody then has to sign in again" },
  ENCRYPTION_KEY: { file: "encryption-key.json", loss: "all provider keys then have to be entered again" },
} as const;
export type SecretName = keyof typeof SECRETS;

/** A secret of this instance, made once and kept in the data folder, readable for its owner alone. */
export function openSecret(dataDir: string, name: SecretName): string {
  const file = join(dataDir, SECRETS[name].file);
  return readSecret(file, name) ?? makeSecret(file, name);
}

function readSecret(file: string, name: SecretName): string | null {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw new Error(`${file} cannot be read by this user.`, { cause: error });
  }
  try {
    const secrets: Partial<Record<SecretName, string>> = JSON.parse(text);
    const secret = secrets[name];
    if (typeof secret === "string") return secret;
  } catch {
    // Told below, in words that do not repeat the content.
  }
  throw new Error(`${file} is damaged. Restore it, or delete it: ${SECRETS[name].loss}.`);
}

/** Written under another name and linked into place, so that of two first starts one wins and both read the same. */
function makeSecret(file: string, name: SecretName): string {
  const draft = `${file}.${process.pid}`;
  const secret = randomBytes(32).toString("base64");
  writeFileSync(draft, `${JSON.stringify({ [name]: secret }, null, 2)}\n`, { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readSecret(file, name) ?? secret;
}
