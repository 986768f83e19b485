import { ConfigError } from "./config-error";
import { readYaml } from "./read-yaml";
import { type LayerConfigFile, validateConfig } from "./validate-config";

/** What a text of YAML says, unchecked. Throws `ConfigError` with the line when it is no YAML. */
export function parseYAML(text: string): unknown {
  return readYaml(text).value;
}

/** The gates that a text describes. Throws `ConfigError` with the line and the field at fault. */
export function parseConfig(text: string): LayerConfigFile {
  const { value, lineOf } = readYaml(text);
  return validateConfig(value, lineOf);
}

/** The gates that a file describes (Node, Bun and Deno). Throws `ConfigError`, for a file that cannot be read too. */
export async function loadConfig(path: string): Promise<LayerConfigFile> {
  // Named in a variable, so that bundlers for browsers do not look for it.
  const module = "node:fs/promises";
  const { readFile } = (await import(module)) as ReadsFiles;
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (thrown) {
    const { code } = thrown as { code?: string };
    const why = code === "ENOENT" ? "there is no such file" : (code ?? "it cannot be opened");
    throw new ConfigError(`${path} cannot be read: ${why}.`, { line: null, field: "" });
  }
  return parseConfig(text);
}

type ReadsFiles = { readFile(path: string, encoding: "utf8"): Promise<string> };
