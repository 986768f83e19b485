import { type ParseArgsConfig, parseArgs } from "node:util";
import type { Database } from "@/db/client";

/** A command of the operator at the terminal. Standard output carries JSON lines only, for scripts. */
export type Command = {
  /** The words after `npm run admin --`. */
  words: string;
  /** The same with its options, and what it does, for the help. */
  usage: string;
  help: string;
  /** What to do with the words after its own, or a sentence that says what is wrong with them. */
  read(args: string[]): ((db: Database) => Promise<void>) | string;
};

type Options = NonNullable<ParseArgsConfig["options"]>;

/** The options of a command as text. Throws a sentence for one that it does not have and for other words. */
export function textOptions<Name extends string>(
  args: string[],
  names: readonly Name[],
): Partial<Record<Name, string>> {
  const options: Options = Object.fromEntries(names.map((name) => [name, { type: "string" }]));
  return parseArgs({ args, options, strict: true }).values as Partial<Record<Name, string>>;
}
