import { text as readAll } from "node:stream/consumers";
import { Layer, verifyKeyFormat } from "../../index";
import { CliError, EXIT } from "../cli-error";
import type { Command, Session } from "../command";
import { credentialsPath, readCredentialsFile, writeCredentialsFile } from "../credentials-file";
import { DEFAULT_BASE_URL } from "../read-credentials";

const HINT = "Give --api-key and --url, or set LAYER_API_KEY and LAYER_BASE_URL instead of logging in.";

export const login: Command = {
  name: "login",
  summary: "Store a key and an address, and use them from now on",
  flags: {
    "api-key": {
      value: "key",
      words: "The key; - reads it from standard input, where no list of processes shows it",
    },
    url: { value: "address", words: `Address of the instance (${DEFAULT_BASE_URL})` },
    "no-verify": { words: "Store them without asking the instance about the key" },
  },
  notes:
    "They are kept in ~/.layer/config.json, which only you can read. --profile names the login; it is `default` otherwise.",
  async run(session) {
    const { given, out, terminal } = session;
    const profile = given.text("profile") ?? "default";
    const content = readCredentialsFile((text) => out.note(text));
    const former = Object.hasOwn(content.profiles, profile) ? content.profiles[profile] : undefined;
    const baseUrl = given.text("url") ?? (await addressFor(session, former?.baseUrl ?? DEFAULT_BASE_URL));
    const apiKey = await keyOf(given.text("api-key"), session);
    const format = verifyKeyFormat(apiKey);
    if (!format.valid)
      throw new CliError(`key_${format.problem}`, EXIT.auth, format.message, "Nothing was stored.");
    const layer = new Layer({ apiKey, baseUrl, maxRetries: 0, timeoutMs: 15_000 });
    const key = given.has("no-verify") ? null : await layer.whoami({ signal: session.signal });
    content.profiles[profile] = { apiKey, baseUrl: layer.baseUrl };
    writeCredentialsFile({ ...content, activeProfile: profile });
    const stored = {
      profile,
      baseUrl: layer.baseUrl,
      key: key === null ? null : { id: key.id, name: key.name },
    };
    out.result({ ...stored, path: credentialsPath() }, () =>
      key === null
        ? `Stored as profile ${profile}, unverified.`
        : `Logged in to ${layer.baseUrl} with the key ${key.name} (profile ${profile}).`,
    );
    if (terminal.isThere && process.env.LAYER_API_KEY)
      out.note("LAYER_API_KEY is set in your environment and wins over this login.");
  },
};

/** A script that brings the key and not the address means the local instance, as it always has. */
function addressFor({ terminal, given }: Session, usual: string): Promise<string> {
  const isAsked = terminal.isThere && given.text("api-key") === undefined;
  return isAsked ? terminal.ask("Address of Layer", HINT, usual) : Promise.resolve(usual);
}

async function keyOf(given: string | undefined, { terminal }: Session): Promise<string> {
  if (given === "-") return (await readAll(process.stdin)).trim();
  return given?.trim() ?? (await terminal.askSecret("API key (it is not shown)", HINT));
}
