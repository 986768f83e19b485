import { Document, visit } from "yaml";
import { usdAmount } from "@/lib/core/money";
import type { GateBeside } from "./gate-beside";
import type { WholeGate } from "./gate-in-file";

const HEADER = `# The gates of a Layer account. A setting that is left out has its default; limits, payloads, spendingLimit and isDefault stay as they
# are when they are left out. null takes limits, payloads and spendingLimit away.
`;

/** The gates in the format of `layer.config.yaml`, by name, whole but for their ids. Fields that are null are left out. */
export function gatesToYaml(gates: readonly WholeGate[]): string {
  const described = gates
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .map(({ name, settings, beside }) => {
      const { model, description, ...rest } = settings;
      const all = { description, model, ...rest, ...fieldsBeside(beside) };
      return { name, ...Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null)) };
    });
  const document = new Document({ gates: described }, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (_key, node) => {
      if (typeof node.value !== "string" || !node.value.includes("\n")) return;
      node.type = readsAsBlock(node.value) ? "BLOCK_LITERAL" : "QUOTE_DOUBLE";
    },
  });
  return (
    HEADER + document.toString({ lineWidth: 0, doubleQuotedMinMultiLineLength: Number.POSITIVE_INFINITY })
  );
}

/** A limit is written with its period and what it does: a gate that has another limit keeps of it what a file leaves out. */
function fieldsBeside({ limits, payloads, isDefault, spending }: GateBeside): Record<string, unknown> {
  const spendingFields = spending && {
    spendingLimit: usdAmount(spending.amountNanoUsd),
    spendingLimitPeriod: spending.period,
    spendingEnforcement: spending.enforcement,
  };
  return { limits, payloads, isDefault: isDefault ? true : null, ...spendingFields };
}

/** Whether a text of several lines survives being written line by line: blanks at the ends of lines may not. */
function readsAsBlock(text: string): boolean {
  return /^[^\s]/.test(text) && !/[\r\u0085\u2028\u2029]|[ \t](\n|$)|\n\n$/.test(text);
}
