import type { PushPlan } from "./plan-push";

/** What a push would do, line by line: + is new, ~ changes, - goes. Empty when it would do nothing. */
export function pushText(plan: PushPlan, isPruning: boolean): string {
  return [
    ...plan.created.flatMap(({ name, after }) => [
      `+ ${name}`,
      ...Object.entries(after).map(([field, value]) => change(field, undefined, value)),
    ]),
    ...plan.updated.flatMap(({ name, changedFields, before = {}, after = {} }) => [
      `~ ${name}`,
      ...changedFields.map((field) => change(field, before[field], after[field])),
    ]),
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
