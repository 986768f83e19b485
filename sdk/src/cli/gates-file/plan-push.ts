import { ConfigError } from "../../config/config-error";
import { readYaml } from "../../config/read-yaml";
import { APIError, type Gate, type Layer } from "../../index";
import type { GatesFile } from "./file-option";
import { formOf } from "./form-of";

type Entry = { id: string | null; name: string; version: number };
type Fields = Record<string, unknown>;
/** `after` is what the file says of a new gate beside its settings. */
type Create = Entry & { after: Fields };
type Update = Entry & { changedFields: string[]; before?: Fields; after?: Fields };

/** What a push would do, and how it is said to the server. */
export type PushPlan = {
  /** The gates of the file in the server's format. */
  yaml: string;
  created: Create[];
  updated: Update[];
  /** Gates of the account that the file does not name. */
  others: Gate[];
  /** Fields of the file that change nothing, such as `maxLatencyMs`. */
  idle: string[];
};

/** Fields that files of older versions have; the server keeps none of them. */
const IDLE_FIELDS = ["maxCostPer1kTokens", "maxLatencyMs"];
/** What a gate has beside its settings: a file that leaves it out leaves it as it is. */
const BESIDE_FIELDS = [
  "limits",
  "payloads",
  "isDefault",
  "spendingLimit",
  "spendingLimitPeriod",
  "spendingEnforcement",
];

/** Asks the server what the file would change. Changes nothing. Throws `ConfigError` for what it refuses. */
export async function planPush(
  layer: Layer,
  { text, gates }: GatesFile,
  signal: AbortSignal,
): Promise<PushPlan> {
  const kept = gates.map((gate) => only(gate, (field) => !IDLE_FIELDS.includes(field)));
  // JSON is YAML too, and needs no second writer of it.
  const yaml = JSON.stringify({ gates: kept });
  const live = [...(await layer.gates.list({ signal }))];
  const plan = await layer.gates
    .importYaml({ yaml, dryRun: true }, { signal })
    .catch((thrown: unknown) => Promise.reject(atItsLine(thrown, text)));
  const named = new Map(gates.map((gate) => [formOf(gate.name), gate]));
  return {
    yaml,
    created: plan.created.map((entry) => ({
      ...entry,
      after: only(named.get(formOf(entry.name)) ?? {}, (field) => BESIDE_FIELDS.includes(field)),
    })),
    updated: plan.updated,
    others: live.filter(({ name }) => !named.has(formOf(name))),
    idle: IDLE_FIELDS.filter((field) => gates.some((gate) => Object.hasOwn(gate, field))),
  };
}

function only(fields: object, isWanted: (field: string) => boolean): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([field]) => isWanted(field)));
}

/** The server counts the lines of what it was sent; the user looks at the file. */
function atItsLine(thrown: unknown, text: string): unknown {
  if (!(thrown instanceof APIError) || thrown.status !== 400) return thrown;
  const message = thrown.message.replace(/^Line \d+: /, "");
  const field = thrown.param ?? "";
  const path = field.split(".").map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  const line = path[0] === "gates" ? readYaml(text).lineOf(path) : null;
  return new ConfigError(message, { line, field });
}
