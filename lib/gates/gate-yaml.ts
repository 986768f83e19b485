import { Document, visit } from "yaml";
import { z } from "zod";
import type { AppError } from "@/lib/core/errors";
import type { GateSettings } from "@/lib/core/gate-settings";
import { completeSettings } from "./complete-settings";
import { gateName } from "./contract";
import { gateFaults } from "./gate-problems";
import { type LineOf, readYaml } from "./read-yaml";
import { settingsFields } from "./settings-fields";
import { yamlRefusal } from "./yaml-refusal";

/** A gate as a file describes it: all that the file leaves out has its default. */
export type GateInFile = { name: string; settings: GateSettings };

const GATES_MAX = 500;
const HEADER = "# The gates of a Layer account. A field that is left out has its default.\n";

const { model, ...otherFields } = settingsFields;
const fileGate = z.strictObject({ name: gateName, model, ...z.strictObject(otherFields).partial().shape });
const gateFile = z.strictObject({
  gates: z
    .array(fileGate, { error: "gates: use a list with at least one gate." })
    .min(1, { error: "gates: use a list with at least one gate." })
    .max(GATES_MAX, { error: `gates: a file has at most ${GATES_MAX} gates.` }),
});

/** The gates in the format of `layer.config.yaml`, whole but for their ids. Fields that are null are left out. */
export function gatesToYaml(gates: readonly GateInFile[]): string {
  const described = gates.map(({ name, settings }) => {
    const { model, description, ...rest } = settings;
    const fields = Object.entries({ description, model, ...rest }).filter(([, value]) => value !== null);
    return { name, ...Object.fromEntries(fields) };
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

/** Whether a text of several lines survives being written line by line: blanks at the ends of lines may not. */
function readsAsBlock(text: string): boolean {
  return /^[^\s]/.test(text) && !/[\r\u0085\u2028\u2029]|[ \t](\n|$)|\n\n$/.test(text);
}

/**
 * Reads a `layer.config.yaml`. Throws `invalid_field` for the first thing that is wrong with it: the message begins with its
 * line, `details.line` is that number, and `param` names the field in dots.
 */
export function parseGatesYaml(text: string): { gates: GateInFile[] } {
  const { value, lineOf } = readYaml(text);
  const parsed = gateFile.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw issue === undefined ? yamlRefusal(1, "The file is not valid.") : issueRefusal(issue, lineOf);
  }
  const gates = parsed.data.gates.map(({ name, ...given }) => ({ name, settings: completeSettings(given) }));
  refuseFaultyGates(gates, lineOf);
  return { gates };
}

function issueRefusal(issue: z.core.$ZodIssue, lineOf: LineOf): AppError {
  const line = lineOf(issue.path);
  if (issue.code === "unrecognized_keys") {
    const [key = ""] = issue.keys;
    const name = key.replace(/[^\x20-\x7e]/g, "?").slice(0, 60);
    const message = `There is no field ${JSON.stringify(name)} ${issue.path.length === 0 ? "here" : "of a gate"}.`;
    return yamlRefusal(lineOf([...issue.path, key]), message, [...issue.path, name]);
  }
  if (issue.path.length === 0)
    return yamlRefusal(line, "A file of gates is an object with the list `gates`.");
  const isOurs = issue.message.endsWith(".");
  return yamlRefusal(
    line,
    isOurs ? issue.message : `${String(issue.path.at(-1))}: ${issue.message}.`,
    issue.path,
  );
}

function refuseFaultyGates(gates: readonly GateInFile[], lineOf: LineOf): void {
  const seen = new Set<string>();
  for (const [at, { name, settings }] of gates.entries()) {
    const form = name.normalize("NFKC");
    if (seen.has(form)) {
      const path = ["gates", at, "name"];
      throw yamlRefusal(lineOf(path), `There is a second gate called ${JSON.stringify(name)}.`, path);
    }
    seen.add(form);
    const fault = gateFaults(settings).find(({ severity }) => severity === "error");
    if (fault === undefined) continue;
    const path = ["gates", at, fault.field];
    throw yamlRefusal(lineOf(path), `${fault.field}: ${fault.message}`, path);
  }
}
