import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

type Secrets = { AUTH_SECRET: string };

/** The secrets of this instance, made once and kept in the data folder, readable for its owner alone. */
export function openSecrets(dataDir: string): Secrets {
  const file = join(dataDir, "secrets.json");
  return readSecrets(file) ?? makeSecrets(file);
}

function readSecrets(file: string): Secrets | null {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw new Error(`${file} cannot be read by this user.`, { cause: error });
  }
  try {
    const secrets: Partial<Secrets> = JSON.parse(text);
    if (typeof secrets.AUTH_SECRET === "string") return { AUTH_SECRET: secrets.AUTH_SECRET };
  } catch {
    // Told below, in words that do not repeat the content.
  }
  throw new Error(`${file} is damaged. Restore it, or delete it: everybody then has to sign in again.`);
}

/** Written under another name and linked into place, so that of two first starts one wins and both read the same. */
function makeSecrets(file: string): Secrets {
  const draft = `${file}.${process.pid}`;
  const secrets = { AUTH_SECRET: randomBytes(32).toString("base64") };
  writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readSecrets(file) ?? secrets;
}
