import type { Gate } from "../../index";
import type { GatesFile } from "./file-option";
import { formOf } from "./form-of";

/** What a gate may spend stands beside its settings at the server. */
export const SPENDING_FIELDS = ["spendingLimit", "spendingLimitPeriod", "spendingEnforcement"] as const;
type Spending = Partial<Pick<Gate, (typeof SPENDING_FIELDS)[number]>>;

/** A gate whose spending limit the file has otherwise. `before` is undefined for a gate that is new. */
export type SpendingChange = { name: string; before: Spending | undefined; after: Spending };

/** Where the file names spending that is not what the account has; what it leaves out stays as it is. */
export function spendingChanges(
  gates: GatesFile["gates"],
  known: ReadonlyMap<string, Gate>,
): SpendingChange[] {
  return gates.flatMap((gate) => {
    const before = known.get(formOf(gate.name));
    const changed = SPENDING_FIELDS.filter((field) => {
      const value = gate[field];
      return value !== undefined && value !== null && !isSame(value, before?.[field]);
    });
    if (changed.length === 0) return [];
    const pick = (from: object) =>
      Object.fromEntries(
        changed.map((field) => [field, (from as Record<string, unknown>)[field]]),
      ) as Spending;
    return [{ name: gate.name, before: before === undefined ? undefined : pick(before), after: pick(gate) }];
  });
}

/** Amounts are the same however many zeros they end in. */
function isSame(value: unknown, other: unknown): boolean {
  return plain(value) === plain(other);
}

function plain(value: unknown): string {
  const text = String(value);
  return /^\d+(\.\d+)?$/.test(text)
    ? text
        .replace(/^0+(?=\d)/, "")
        .replace(/(\.\d*?)0+$/, "$1")
        .replace(/\.$/, "")
    : text;
}
