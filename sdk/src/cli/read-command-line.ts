import { parseArgs } from "node:util";
import { usageError } from "./cli-error";
import { closestWord } from "./closest-word";
import type { Command, Flags, Given } from "./command";

/** Options that every command has. */
export const COMMON_FLAGS: Flags = {
  format: { value: "json|table", words: "How to answer; the default is a table, or JSON when piped" },
  profile: { value: "name", words: "Which stored login to use, even when the environment names a key" },
  help: { short: "h", words: "Show this help" },
};

/** Reads what follows the words of a command. Throws a usage error for what it does not take. */
export function readCommandLine(command: Command, words: readonly string[]): Given {
  const flags: Flags = { ...COMMON_FLAGS, ...command.flags };
  const options = Object.fromEntries(
    Object.entries(flags).map(([name, { value, short }]) => [
      name,
      { type: value === undefined ? ("boolean" as const) : ("string" as const), ...(short ? { short } : {}) },
    ]),
  );
  const { tokens } = parseArgs({ args: [...words], options, strict: false, tokens: true });
  const values = new Map<string, string | true>();
  const args: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") args.push(token.value);
    if (token.kind === "option") values.set(token.name, checked(token, flags, command));
  }
  if (!values.has("help")) checkArguments(command, args);
  return {
    args,
    text: (name) => {
      const value = values.get(name);
      return typeof value === "string" ? value : undefined;
    },
    has: (name) => values.has(name),
  };
}

type OptionToken = {
  name: string;
  rawName: string;
  value?: string | undefined;
  inlineValue?: boolean | undefined;
};

function checked({ name, rawName, value, inlineValue }: OptionToken, flags: Flags, { name: of }: Command) {
  const flag = Object.hasOwn(flags, name) ? flags[name] : undefined;
  if (flag === undefined) {
    const meant = closestWord(name, Object.keys(flags));
    const help = `See layer ${of} --help`;
    throw usageError(
      `There is no option ${rawName}${of === "" ? "" : ` of layer ${of}`}.`,
      meant === undefined ? help : `Did you mean --${meant}? ${help}`,
    );
  }
  if (flag.value === undefined) {
    if (value !== undefined) throw usageError(`${rawName} takes no value.`);
    return true;
  }
  // An option where a value is due has been forgotten; "-" and negative numbers are values.
  if (value === undefined || (inlineValue !== true && /^-[^\d]/.test(value)))
    throw usageError(`${rawName} needs a value: --${name} <${flag.value}>.`);
  return value;
}

function checkArguments({ name, args: shape = "" }: Command, args: readonly string[]): void {
  const places = shape === "" ? [] : shape.split(" ");
  const needed = places.filter((place) => place.startsWith("<"));
  const missing = needed[args.length];
  if (missing !== undefined)
    throw usageError(`layer ${name} needs ${missing}.`, `Use: layer ${name} ${shape}`);
  if (args.length > places.length)
    throw usageError(
      `layer ${name} takes ${places.length === 0 ? "no arguments" : `${shape} and no more`}.`,
      "Put text with blanks in quotes.",
    );
}
