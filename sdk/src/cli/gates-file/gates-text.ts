import { isMap, isSeq, parseDocument } from "yaml";
import type { Gate } from "../../index";

/** What the server's own file leaves out of a gate, with what it is when nobody has set it. */
const SPENDING_DEFAULTS = { spendingLimitPeriod: "monthly", spendingEnforcement: "alert_only" } as const;

/** The server's file of gates with their spending limits beside. */
export function gatesText(exported: string, gates: readonly Gate[]): string {
  const limited = new Map(gates.flatMap((gate) => (gate.spendingLimit === null ? [] : [[gate.name, gate]])));
  if (limited.size === 0) return exported;
  const document = parseDocument(exported);
  const list = document.get("gates");
  for (const item of isSeq(list) ? list.items : []) {
    const gate = isMap(item) ? limited.get(String(item.get("name"))) : undefined;
    if (gate === undefined || !isMap(item)) continue;
    item.set("spendingLimit", gate.spendingLimit);
    for (const [field, usual] of Object.entries(SPENDING_DEFAULTS)) {
      const value = gate[field as keyof typeof SPENDING_DEFAULTS];
      if (value !== usual) item.set(field, value);
    }
  }
  return document.toString({ lineWidth: 0, doubleQuotedMinMultiLineLength: Number.POSITIVE_INFINITY });
}
