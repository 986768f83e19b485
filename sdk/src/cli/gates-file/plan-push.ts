import { ConfigError } from "../../config/config-error";
import { readYaml } from "../../config/read-yaml";
import { APIError, type Gate, type Layer } from "../../index";
import type { GatesFile } from "./file-option";
import { formOf } from "./form-of";
import { SPENDING_FIELDS, type SpendingChange, spendingChanges } from "./spending-changes";

type Entry = { id: string | null; name: string; version: number };
type Update = Entry & {
  changedFields: string[];
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
};

/** What a push would do, and how it is said to the server. */
export type PushPlan = {
  /** The gates of the file in the server's format; spending is set beside. */
  yaml: string;
  created: Entry[];
  updated: Update[];
  spending: SpendingChange[];
  /** Gates of the account that the file does not name. */
  others: Gate[];
  /** Fields of the file that change nothing, such as `maxLatencyMs`. */
  idle: string[];
};

/** Fields that files of older versions have; the server keeps none of them. */
const IDLE_FIELDS = ["maxCostPer1kTokens", "maxLatencyMs"];

/** Asks the server what the file would change. Changes nothing. Throws `ConfigError` for what it refuses. */
export async function planPush(
  layer: Layer,
  { text, gates }: GatesFile,
  signal: AbortSignal,
): Promise<PushPlan> {
  const beside = [...SPENDING_FIELDS, ...IDLE_FIELDS];
  const settings = gates.map((gate) =>
    Object.fromEntries(Object.entries(gate).filter(([field]) => !beside.includes(field))),
  );
  // JSON is YAML too, and needs no second writer of it.
  const yaml = JSON.stringify({ gates: settings });
  const known = [...(await layer.gates.list({ signal }))];
  const plan = await layer.gates
    .importYaml({ yaml, dryRun: true }, { signal })
    .catch((thrown: unknown) => Promise.reject(atItsLine(thrown, text)));
  const names = new Set(gates.map(({ name }) => formOf(name)));
  return {
    yaml,
    created: plan.created,
    updated: plan.updated,
    spending: spendingChanges(gates, new Map(known.map((gate) => [formOf(gate.name), gate]))),
    others: known.filter(({ name }) => !names.has(formOf(name))),
    idle: IDLE_FIELDS.filter((field) => gates.some((gate) => Object.hasOwn(gate, field))),
  };
}

/** The server counts the lines of what it was sent; the user looks at the file. */
function atItsLine(thrown: unknown, text: string): unknown {
  if (!(thrown instanceof APIError) || thrown.status !== 400) return thrown;
  const message = thrown.message.replace(/^Line \d+: /, "");
  const field = thrown.param ?? "";
  const path = field.split(".").map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  const line = path[0] === "gates" ? readYaml(text).lineOf(path) : lineNaming(message, text);
  return new ConfigError(message, { line, field });
}

/** Where only a value is told, such as a model nobody has, the line that says it. */
function lineNaming(message: string, text: string): number | null {
  const named = [...message.matchAll(/["“]([^"”]+)["”]/g)].map(([, value = ""]) => value);
  const at = text
    .split("\n")
    .findIndex((line) => named.some((value) => value !== "" && line.includes(value)));
  return at === -1 ? null : at + 1;
}
