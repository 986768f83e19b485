import { CliError, EXIT } from "./cli-error";
import { readCredentialsFile } from "./credentials-file";

/** The key and address that count, and where they come from. */
export type Credentials = { apiKey: string; baseUrl: string; source: string };

/** Where an instance listens when nobody says otherwise. */
export const DEFAULT_BASE_URL = "http://localhost:3000";

/** The environment wins over the stored login, unless a profile is named. Throws with exit code 3 when there is no key. */
export function readCredentials(profileName: string | undefined, warn: (text: string) => void): Credentials {
  const { LAYER_API_KEY, LAYER_BASE_URL } = process.env;
  const fromEnvironment = profileName === undefined && LAYER_API_KEY ? LAYER_API_KEY.trim() : undefined;
  // A broken file is in nobody's way who brings both.
  if (fromEnvironment && LAYER_BASE_URL)
    return { apiKey: fromEnvironment, baseUrl: LAYER_BASE_URL, source: "LAYER_API_KEY" };
  const { activeProfile, profiles } = readCredentialsFile(warn);
  const name = profileName ?? activeProfile;
  const stored = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
  const address = (profileName === undefined && LAYER_BASE_URL) || stored?.baseUrl || DEFAULT_BASE_URL;
  if (fromEnvironment) return { apiKey: fromEnvironment, baseUrl: address, source: "LAYER_API_KEY" };
  if (typeof stored?.apiKey === "string" && stored.apiKey !== "")
    return { apiKey: stored.apiKey, baseUrl: address, source: `profile ${name}` };
  const what = profileName === undefined ? "You are not logged in" : `There is no profile ${profileName}`;
  throw new CliError(
    "not_logged_in",
    EXIT.auth,
    `${what}.`,
    "Run layer login, or set LAYER_API_KEY in the environment.",
  );
}
