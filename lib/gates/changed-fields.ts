import { DEFAULT_GATE_SETTINGS, type GateSettings } from "@/lib/core/gate-settings";

type Saved = { name: string; settings: GateSettings };

/**
 * Names of the fields in which two states of a gate differ, `name` first, then in the order of the settings. Lists differ by
 * order too, objects do not: Postgres sorts their names. A field that an old version has never heard of has its default.
 */
export function changedFields(before: Saved, after: Saved): string[] {
  const [old, now] = [before.settings, after.settings].map((settings) => ({
    ...DEFAULT_GATE_SETTINGS,
    ...settings,
  }));
  const fields = Object.keys({ model: "", ...DEFAULT_GATE_SETTINGS }) as (keyof GateSettings)[];
  const changed = fields.filter((field) => !isSame(old?.[field], now?.[field]));
  return before.name === after.name ? changed : ["name", ...changed];
}

function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, at) => isSame(item, b[at]))
    );
  }
  const [left, right] = [namedValues(a), namedValues(b)];
  return (
    left.size === right.size &&
    [...left].every(([name, value]) => right.has(name) && isSame(value, right.get(name)))
  );
}

/** What JSON keeps of an object: a name without a value is not there. */
function namedValues(object: object): Map<string, unknown> {
  return new Map(Object.entries(object).filter(([, value]) => value !== undefined));
}
