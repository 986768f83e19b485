import type { Command, Flags } from "./command";
import { COMMON_FLAGS } from "./read-command-line";

/** The help of the program, or of a group of commands. */
export function overview(commands: readonly Command[], group?: string): string {
  const shown = group === undefined ? commands : commands.filter(({ name }) => name.startsWith(`${group} `));
  const rows = shown.map(({ name, args, summary }): [string, string] => [
    [name, args].filter(Boolean).join(" "),
    summary,
  ]);
  const use = group === undefined ? "layer <command> [options]" : `layer ${group} <command> [options]`;
  return [
    `Use: ${use}`,
    "",
    "Commands:",
    ...columns(rows),
    "",
    "Every command: --help, --format=json|table, --profile <name>. Also: layer --version.",
    "The variables LAYER_API_KEY and LAYER_BASE_URL stand in for a login.",
    "",
  ].join("\n");
}

/** The help of one command. */
export function commandHelp({ name, args, summary, flags = {}, notes }: Command): string {
  return [
    `Use: layer ${[name, args].filter(Boolean).join(" ")} [options]`,
    "",
    `${summary}.`,
    ...(notes === undefined ? [] : ["", notes]),
    "",
    "Options:",
    ...columns(Object.entries({ ...flags, ...COMMON_FLAGS } satisfies Flags).map(flagRow)),
    "",
  ].join("\n");
}

function flagRow([name, { short, value, words }]: [string, Flags[string]]): [string, string] {
  const long = `--${name}${value === undefined ? "" : ` <${value}>`}`;
  return [short === undefined ? long : `-${short}, ${long}`, words];
}

function columns(rows: ReadonlyArray<[string, string]>): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
