import { Layer } from "../index";
import { usageError } from "./cli-error";
import type { Session } from "./command";
import { COMMANDS } from "./commands/all-commands";
import { type Failure, failureOf } from "./failure-of";
import { findCommand } from "./find-command";
import { commandHelp, overview } from "./help-text";
import { Output } from "./output";
import { readCommandLine } from "./read-command-line";
import { type Credentials, readCredentials } from "./read-credentials";
import { openTerminal } from "./terminal";
import { VERSION } from "./version";

/** Runs the command that the words name and returns its exit code. Nothing is thrown. */
export async function run(words: readonly string[], signal: AbortSignal): Promise<number> {
  const isPiped = process.stdout.isTTY !== true;
  const format = formatIn(words) ?? process.env.LAYER_OUTPUT_FORMAT;
  const isJson = format === "json" || (format !== "table" && isPiped);
  const out = new Output(isJson, process.stdout, process.stderr);
  try {
    if (format !== undefined && !["", "json", "table"].includes(format))
      throw usageError("--format: use json or table.");
    await dispatch(words, out, signal);
    return 0;
  } catch (thrown) {
    const failure = failureOf(thrown);
    tell(failure, out);
    return failure.exitCode;
  }
}

async function dispatch(words: readonly string[], out: Output, signal: AbortSignal): Promise<void> {
  const [first] = words;
  if (first === "--version" || first === "-v" || first === "-V") return out.text(`${VERSION}\n`);
  if (first === undefined || first === "--help" || first === "-h") return out.text(overview(COMMANDS));
  const found = findCommand(COMMANDS, first === "help" ? words.slice(1) : words);
  if ("group" in found) return out.text(overview(COMMANDS, found.group));
  const { command, rest } = found;
  if (first === "help") return out.text(commandHelp(command));
  const given = readCommandLine(command, rest);
  if (given.has("help")) return out.text(commandHelp(command));
  await command.run(sessionOf(given, out, signal));
}

function sessionOf(given: Session["given"], out: Output, signal: AbortSignal): Session {
  let known: Credentials | undefined;
  const credentials = () => {
    known ??= readCredentials(given.text("profile"), (text) => out.note(text));
    return known;
  };
  let client: Layer | undefined;
  const layer = () => {
    const { apiKey, baseUrl } = credentials();
    client ??= new Layer({ apiKey, baseUrl, headers: { "user-agent": `layer-cli/${VERSION}` } });
    return client;
  };
  return { given, out, terminal: openTerminal(), credentials, layer, signal };
}

/** The format counts for errors of the command line too, so it is read before that is judged. */
function formatIn(words: readonly string[]): string | undefined {
  const at = words.findIndex((word) => word === "--format" || word.startsWith("--format="));
  const word = words[at];
  return word === "--format" ? words[at + 1] : word?.slice("--format=".length);
}

function tell({ exitCode: _, ...failure }: Failure, out: Output): void {
  if (out.isJson) {
    out.note(JSON.stringify(failure));
    return;
  }
  const isColoured = process.stderr.isTTY === true && !process.env.NO_COLOR;
  const [red, plain] = isColoured ? ["\u001b[31m", "\u001b[39m"] : ["", ""];
  process.stderr.write(red);
  out.note(failure.message);
  process.stderr.write(plain);
  if (failure.recovery !== undefined) out.note(failure.recovery);
}
