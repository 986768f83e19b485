import { hash } from "node:crypto";
import type { Gate } from "./contract";

/** Longer texts are in the history of the gate; the trail tells them apart. */
const LONGEST_CHARACTERS = 1_000;

/** What the trail keeps of a gate: its name, each of its settings under its own name, and the version that has the rest. */
export function gateFields({
  name,
  settings,
  isDefault,
  version,
}: Pick<Gate, "name" | "settings" | "isDefault" | "version">): Record<string, unknown> {
  const short = Object.entries(settings).map(([field, value]) => [field, shortened(value)]);
  return { name, ...Object.fromEntries(short), isDefault, version };
}

/** A long value as its beginning and what tells it from every other: its length and its SHA-256. */
function shortened(value: unknown): unknown {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (text === undefined || text.length <= LONGEST_CHARACTERS) return value;
  const beginning = text.slice(0, LONGEST_CHARACTERS).toWellFormed();
  return `${beginning}… (${text.length} characters, SHA-256 ${hash("sha256", text, "hex")})`;
}
