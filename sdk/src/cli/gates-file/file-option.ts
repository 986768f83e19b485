import { readFileSync } from "node:fs";
import { parseConfig } from "../../config";
import { CliError, EXIT } from "../cli-error";
import type { Given } from "../command";

export const CONFIG_FILE = "layer.config.yaml";
/** The option that names another file. */
export const FILE_FLAG = { file: { short: "f", value: "path", words: `The file (${CONFIG_FILE})` } };

export function fileOf(given: Given): string {
  return given.text("file") ?? CONFIG_FILE;
}

export type GatesFile = { text: string; gates: ReturnType<typeof parseConfig>["gates"] };

/** The gates of a file. Throws `ConfigError` with line and field, and a `CliError` when there is no file. */
export function readGatesFile(path: string): GatesFile {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    throw new CliError(
      "file_not_found",
      EXIT.general,
      `${path} cannot be read.`,
      "Make one: layer init, or layer pull",
    );
  }
  return { text, gates: parseConfig(text).gates };
}
