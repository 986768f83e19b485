import { z } from "zod";
import type { AppError } from "@/lib/core/errors";
import { storedLimits } from "@/lib/limits/stored-limits";
import { besideFields, spendingOf } from "./beside-fields";
import { completeSettings } from "./complete-settings";
import { gateName } from "./contract";
import type { GateInFile, GatesFile } from "./gate-in-file";
import { gateFaults } from "./gate-problems";
import { type LineOf, readYaml } from "./read-yaml";
import { settingsFields } from "./settings-fields";
import { yamlRefusal } from "./yaml-refusal";

const GATES_MAX = 500;

const { model, ...otherFields } = settingsFields;
const fileGate = z.preprocess(
  withoutNull,
  z.strictObject({ name: gateName, model, ...z.strictObject(otherFields).partial().shape, ...besideFields }),
);
const gateFile = z.strictObject({
  gates: z
    .array(fileGate, { error: "gates: use a list with at least one gate." })
    .min(1, { error: "gates: use a list with at least one gate." })
    .max(GATES_MAX, { error: `gates: a file has at most ${GATES_MAX} gates.` }),
});
type FileGate = z.output<typeof fileGate>;

/** Where null says as much as a field that is left out. Elsewhere it takes away what the gate has. */
function withoutNull(gate: unknown): unknown {
  if (typeof gate !== "object" || gate === null || Array.isArray(gate)) return gate;
  const says = ([field, value]: [string, unknown]) =>
    value !== null || field === "spendingLimit" || field === "limits" || field === "payloads";
  return Object.fromEntries(Object.entries(gate).filter(says));
}

/**
 * Reads a `layer.config.yaml`. Throws `invalid_field` for the first thing that is wrong with it: the message begins with its
 * line, `details.line` is that number, and `param` names the field in dots.
 */
export function parseGatesYaml(text: string): GatesFile {
  const { value, lineOf } = readYaml(text);
  const parsed = gateFile.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw issue === undefined ? yamlRefusal(1, "The file is not valid.") : issueRefusal(issue, lineOf);
  }
  const gates = parsed.data.gates.map(gateOf);
  const refusal: GatesFile["refusal"] = (gate, field, message) => {
    const path = ["gates", gates.indexOf(gate), field];
    return yamlRefusal(lineOf(path), message, path);
  };
  refuseFaultyGates({ gates, refusal });
  return { gates, refusal };
}

function gateOf(all: FileGate): GateInFile {
  const { name, limits, payloads, isDefault, ...rest } = all;
  const {
    spendingLimit: _limit,
    spendingLimitPeriod: _period,
    spendingEnforcement: _kind,
    ...settings
  } = rest;
  return {
    name,
    settings: completeSettings(settings),
    given: {
      ...(limits !== undefined && { limits: storedLimits(limits) }),
      ...(payloads !== undefined && { payloads }),
      ...(isDefault !== undefined && { isDefault }),
      spending: spendingOf(all),
    },
  };
}

function issueRefusal(issue: z.core.$ZodIssue, lineOf: LineOf): AppError {
  const line = lineOf(issue.path);
  if (issue.code === "unrecognized_keys") {
    const [key = ""] = issue.keys;
    const name = key.replace(/[^\x20-\x7e]/g, "?").slice(0, 60);
    const where = issue.path.length === 2 ? "of a gate" : "here";
    const message = `There is no field ${JSON.stringify(name)} ${where}.`;
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

function refuseFaultyGates({ gates, refusal }: GatesFile): void {
  const seen = new Set<string>();
  for (const gate of gates) {
    const form = gate.name.normalize("NFKC");
    if (seen.has(form))
      throw refusal(gate, "name", `There is a second gate called ${JSON.stringify(gate.name)}.`);
    seen.add(form);
    const fault = gateFaults(gate.settings).find(({ severity }) => severity === "error");
    if (fault !== undefined) throw refusal(gate, fault.field, `${fault.field}: ${fault.message}`);
  }
  const [, second] = gates.filter(({ given }) => given.isDefault === true);
  if (second !== undefined)
    throw refusal(second, "isDefault", "isDefault: another gate of the file is the default.");
}
