import { usageError } from "./cli-error";
import { closestWord } from "./closest-word";
import type { Command } from "./command";

/** Both are written in guides. */
const ALIASES: Record<string, string> = { gates: "gate", keys: "key", log: "logs" };

export type Found = { command: Command; rest: string[] } | { group: string };

/** Which command the words begin with: itself, or a group of them that is named alone. Throws a usage error for another. */
export function findCommand(commands: readonly Command[], words: readonly string[]): Found {
  const [first = "", second = "", ...others] = words;
  const head = Object.hasOwn(ALIASES, first) ? (ALIASES[first] ?? first) : first;
  const single = commands.find(({ name }) => name === head);
  if (single !== undefined) return { command: single, rest: words.slice(1) };
  const members = commands.filter(({ name }) => name.startsWith(`${head} `));
  if (members.length === 0) throw unknown(head, [...new Set(commands.map(({ name }) => firstWord(name)))]);
  if (second === "" || second.startsWith("-")) return { group: head };
  const command = members.find(({ name }) => name === `${head} ${second}`);
  if (command !== undefined) return { command, rest: others };
  throw unknown(
    `${head} ${second}`,
    members.map(({ name }) => name),
  );
}

function firstWord(name: string): string {
  return name.split(" ")[0] ?? name;
}

function unknown(given: string, known: readonly string[]) {
  const meant = closestWord(given, known);
  return usageError(
    `There is no command layer ${given}.`,
    meant === undefined ? "See layer --help" : `Did you mean layer ${meant}?`,
  );
}
