import type { PushPlan } from "./plan-push";

/** What a push would do, line by line: + is new, ~ changes, - goes. Empty when it would do nothing. */
export function pushText(plan: PushPlan, isPruning: boolean): string {
  const updates = new Map<string, string[]>();
  for (const { name, changedFields, before = {}, after = {} } of plan.updated)
    updates.set(
      name,
      changedFields.map((field) => change(field, before[field], after[field])),
    );
  for (const { name, before = {}, after } of plan.spending) {
    const lines = Object.entries(after).map(([field, value]) =>
      change(field, (before as Record<string, unknown>)[field], value),
    );
    updates.set(name, [...(updates.get(name) ?? []), ...lines]);
  }
  const fresh = new Set(plan.created.map(({ name }) => name));
  return [
    ...plan.created.flatMap(({ name }) => [`+ ${name}`, ...(updates.get(name) ?? [])]),
    ...[...updates].filter(([name]) => !fresh.has(name)).flatMap(([name, lines]) => [`~ ${name}`, ...lines]),
    ...(isPruning
      ? plan.others.map(({ name, isDefault }) => `- ${name}${isDefault ? " (the default gate)" : ""}`)
      : []),
  ].join("\n");
}

function change(field: string, before: unknown, after: unknown): string {
  return `    ${field}: ${shown(before)} → ${shown(after)}`;
}

function shown(value: unknown): string {
  return value === undefined || value === null ? "–" : JSON.stringify(value);
}
