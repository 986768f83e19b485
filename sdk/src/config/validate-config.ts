import type { CreateGateRequest } from "../index";
import { ConfigError } from "./config-error";
import { FIELD_RULES, isObject } from "./field-rules";
import type { LineOf, Path } from "./read-yaml";

/** A gate as a file describes it; what is left out has the server's default. */
export type GateConfig = CreateGateRequest & { maxCostPer1kTokens?: number; maxLatencyMs?: number };
/** What stands in a `layer.config.yaml`. */
export type LayerConfigFile = { gates: GateConfig[] };

/** What a gate has beside its settings: left out, it stays as it is. */
const TAKEN_AWAY_BY_NULL = ["limits", "payloads", "spendingLimit"];
const NO_TEXT: LineOf = () => null;

/**
 * The gates of a file that was read. Fields that are null count as left out, but for those that null takes away. Throws `ConfigError`
 * for the first field that is unknown, missing or wrong, for a name that two gates have, and for a second default.
 */
export function validateConfig(value: unknown, lineOf: LineOf = NO_TEXT): LayerConfigFile {
  if (!isObject(value)) throw wrong([], "A file of gates is an object with the list `gates`.", lineOf);
  for (const name of Object.keys(value))
    if (name !== "gates") throw wrong([name], `There is no field ${JSON.stringify(name)} here.`, lineOf);
  const { gates } = value;
  if (!Array.isArray(gates) || gates.length === 0)
    throw wrong(["gates"], "gates: use a list with at least one gate.", lineOf);
  const seen = new Set<string>();
  let hasDefault = false;
  return {
    gates: gates.map((gate, at) => {
      const checked = validateGate(gate, ["gates", at], lineOf);
      const form = checked.name.trim().normalize("NFKC");
      if (seen.has(form))
        throw wrong(["gates", at, "name"], `There is a second gate called ${JSON.stringify(form)}.`, lineOf);
      seen.add(form);
      if (checked.isDefault && hasDefault)
        throw wrong(
          ["gates", at, "isDefault"],
          "isDefault: another gate of the file is the default.",
          lineOf,
        );
      hasDefault ||= checked.isDefault === true;
      return checked;
    }),
  };
}

function validateGate(gate: unknown, place: Path, lineOf: LineOf): GateConfig {
  if (!isObject(gate)) throw wrong(place, "A gate is an object with at least name and model.", lineOf);
  for (const [field, value] of Object.entries(gate)) {
    const rule = Object.hasOwn(FIELD_RULES, field) ? FIELD_RULES[field] : undefined;
    if (rule === undefined)
      throw wrong([...place, field], `There is no field ${JSON.stringify(field)} of a gate.`, lineOf);
    const problem = value === null || value === undefined ? null : rule(value);
    if (problem !== null) throw wrong([...place, field], `${field}: ${problem}`, lineOf);
  }
  const given = Object.entries(gate).filter(
    ([field, value]) => value !== undefined && (value !== null || TAKEN_AWAY_BY_NULL.includes(field)),
  );
  for (const field of ["name", "model"])
    if (!given.some(([name]) => name === field))
      throw wrong([...place, field], `${field}: is missing; every gate needs one.`, lineOf);
  return Object.fromEntries(given) as GateConfig;
}

function wrong(path: Path, message: string, lineOf: LineOf): ConfigError {
  return new ConfigError(message, { line: lineOf(path), field: path.join(".") });
}
