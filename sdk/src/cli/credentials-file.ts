import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { CliError, EXIT } from "./cli-error";

export type Profile = { apiKey: string; baseUrl: string };
/** What stands in `~/.layer/config.json`, as it always has. */
export type CredentialsFile = { activeProfile: string; profiles: Record<string, Profile> };

const OTHERS = 0o077;

export function credentialsPath(): string {
  return join(homedir(), ".layer", "config.json");
}

/** The stored logins; none when there is no file. A file that others can read is told by `warn`, and closed to them. */
export function readCredentialsFile(warn: (text: string) => void): CredentialsFile {
  const path = credentialsPath();
  if (!existsSync(path)) return { activeProfile: "default", profiles: {} };
  if (process.platform !== "win32" && (statSync(path).mode & OTHERS) !== 0) {
    chmodSync(path, 0o600);
    warn(`Others could read ${path}; it is yours alone now. If somebody may have read it, rotate its keys.`);
  }
  try {
    const { activeProfile = "default", profiles } = JSON.parse(readFileSync(path, "utf8"));
    if (typeof profiles !== "object" || profiles === null) throw new TypeError("There are no profiles.");
    return { activeProfile: String(activeProfile), profiles };
  } catch {
    throw new CliError(
      "credentials_unreadable",
      EXIT.general,
      `${path} is not what layer login wrote.`,
      "Move it away, then: layer login",
    );
  }
}

/** Writes the logins so that only the owner can read them, and so that a crash leaves the old file whole. */
export function writeCredentialsFile(content: CredentialsFile): void {
  const path = credentialsPath();
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (process.platform !== "win32") chmodSync(folder, 0o700);
  const draft = `${path}.${process.pid}.draft`;
  writeFileSync(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, path);
}
