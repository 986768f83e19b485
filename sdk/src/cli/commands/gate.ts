import type { Api, Gate } from "../../index";
import { CliError, EXIT, usageError } from "../cli-error";
import type { Command } from "../command";
import { GATE_FLAGS, gateChanges } from "../gates-file/gate-flags";
import { sheet, table } from "../table";

const FORCE = {
  force: { short: "f", words: "Do not ask" },
  yes: { short: "y", words: "The same" },
};

const list: Command = {
  name: "gate list",
  summary: "List the gates",
  async run({ out, layer, signal }) {
    const gates = [...(await layer().gates.list({ signal }))];
    out.result(gates, () =>
      table(
        ["NAME", "MODEL", "STRATEGY", "TASK", "DEFAULT", "ID"],
        gates.map((gate) => [
          gate.name,
          gate.model,
          gate.routingStrategy,
          gate.taskType,
          gate.isDefault ? "yes" : "",
          gate.id,
        ]),
        "There are no gates. Make one: layer gate create",
      ),
    );
  },
};

const get: Command = {
  name: "gate get",
  args: "<name>",
  summary: "Show a gate, by its name or id",
  async run({ given, out, layer, signal }) {
    const gate = await layer().gates.get(given.args[0] ?? "", { signal });
    out.result(gate, () => gateSheet(gate));
  },
};

const create: Command = {
  name: "gate create",
  args: "[name]",
  summary: "Make a gate; it asks for what is not given",
  flags: { name: { value: "name", words: "Its name, as the argument" }, ...GATE_FLAGS },
  async run({ given, out, layer, terminal, signal }) {
    const hint = "Give a name and --model: layer gate create support --model gpt-4o-mini";
    const name = given.args[0] ?? given.text("name") ?? (await terminal.ask("Name", hint));
    const changes = gateChanges(given);
    const model = changes.model ?? (await terminal.ask("Model", hint, "sandbox/echo"));
    const gate = await layer().gates.create(
      { ...(changes as Omit<Api.CreateGateBody, "name">), name, model },
      { signal },
    );
    out.result(gate, () => `Made the gate ${gate.name} (${gate.id}) on ${gate.model}.`);
  },
};

const update: Command = {
  name: "gate update",
  args: "<name>",
  summary: "Change a gate, by its name or id",
  flags: {
    name: { value: "name", words: "Another name" },
    ...GATE_FLAGS,
    "if-version": { value: "number", words: "Only when nobody has saved since this version" },
  },
  async run({ given, out, layer, signal }) {
    const name = given.text("name");
    const changes = { ...gateChanges(given), ...(name === undefined ? {} : { name }) };
    if (Object.keys(changes).length === 0)
      throw usageError(
        "Nothing to change was given.",
        "For example: layer gate update support --temperature 0.2",
      );
    const version = given.text("if-version");
    const headers: Record<string, string> =
      version === undefined ? {} : { "if-match": `"${version.replaceAll('"', "")}"` };
    const gate = await layer().gates.update(given.args[0] ?? "", changes, { signal, headers });
    out.result(gate, () =>
      gate.hasChanges
        ? `Changed ${gate.changedFields.join(", ")} of ${gate.name}.`
        : `${gate.name} is so already.`,
    );
  },
};

const remove: Command = {
  name: "gate delete",
  args: "<name>",
  summary: "Delete a gate, by its name or id",
  flags: FORCE,
  async run({ given, out, layer, terminal, signal }) {
    const client = layer();
    const gate = await client.gates.get(given.args[0] ?? "", { signal });
    const question = `Delete the gate ${gate.name}${gate.isDefault ? ", the default gate" : ""}? Calls that name it will fail.`;
    const isAnswered = given.has("force") || given.has("yes");
    if (!isAnswered && !(await terminal.confirm(question, "Delete it without a question: --force")))
      throw new CliError("declined", EXIT.general, "Nothing was deleted.");
    await client.gates.delete(gate.id, { signal, headers: { "if-match": `"${gate.version}"` } });
    out.result({ deleted: true, id: gate.id, name: gate.name }, () => `Deleted the gate ${gate.name}.`);
  },
};

const suggestions: Command = {
  name: "gate suggestions",
  args: "<name>",
  summary: "Name models that suit what a gate is described as",
  async run({ given, out, layer, signal }) {
    const answer = await layer().gates.suggestions(given.args[0] ?? "", { signal });
    out.result(answer, () =>
      sheet({
        primary: answer.primary,
        alternatives: answer.alternatives.join(", "),
        reasoning: answer.reasoning,
      }),
    );
  },
};

export const gateCommands: Command[] = [list, get, create, update, remove, suggestions];

function gateSheet({ id, name, model, ...gate }: Gate): string {
  return sheet({
    name,
    id,
    description: gate.description,
    model,
    taskType: gate.taskType,
    routingStrategy: gate.routingStrategy,
    fallbackModels: gate.fallbackModels.join(", "),
    temperature: gate.temperature,
    maxTokens: gate.maxTokens,
    topP: gate.topP,
    systemPrompt: gate.systemPrompt,
    allowOverrides: gate.allowOverrides,
    tags: gate.tags.join(", "),
    spendingLimit:
      gate.spendingLimit === null ? null : `${gate.spendingLimit} USD ${gate.spendingLimitPeriod}`,
    spendingCurrent: `${gate.spendingCurrent} USD`,
    isDefault: gate.isDefault,
    version: gate.version,
  });
}
