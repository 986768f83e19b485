import { CliError, EXIT } from "../cli-error";
import type { Command, Given } from "../command";
import { FILE_FLAG, fileOf, readGatesFile } from "../gates-file/file-option";
import { type PushPlan, planPush } from "../gates-file/plan-push";
import { pushGates } from "../gates-file/push-gates";
import { pushText } from "../gates-file/push-text";

export const push: Command = {
  name: "push",
  summary: "Bring the account's gates to what the file says",
  flags: {
    ...FILE_FLAG,
    yes: { short: "y", words: "Do not ask" },
    force: { words: "The same" },
    prune: { words: "Delete the gates that the file does not name, too" },
    "dry-run": { words: "Show what would change, and change nothing" },
  },
  notes:
    "It shows what will change and asks, and saves all of it or nothing. A setting that the file leaves out gets its default; limits,\n" +
    "payloads, the spending limit and which gate is the default stay as they are when it leaves them out, and null takes the first three\n" +
    "away. Gates that it does not name stay too, unless you say --prune.",
  async run({ given, out, layer, terminal, signal }) {
    const file = fileOf(given);
    const content = readGatesFile(file);
    const client = layer();
    const plan = await planPush(client, content, signal);
    const isPruning = given.has("prune");
    const changes = pushText(plan, isPruning);
    const idle = plan.idle.length === 0 ? [] : [`${plan.idle.join(" and ")} in ${file} changes nothing.`];
    for (const text of idle) out.note(text);
    const isDone = changes !== "" && !given.has("dry-run");
    if (!out.isJson && changes !== "") out.text(`${changes}\n`);
    if (isDone) {
      if (
        !isAnswered(given) &&
        !(await terminal.confirm("Save this?", "Save without a question: layer push --yes"))
      )
        throw new CliError("declined", EXIT.general, "Nothing was changed.");
      await pushGates(client, plan, isPruning);
    }
    out.result(resultOf(plan, isPruning, isDone), () => summary(plan, isPruning, isDone, changes));
  },
};

function isAnswered(given: Given): boolean {
  return given.has("yes") || given.has("force");
}

function resultOf(plan: PushPlan, isPruning: boolean, isDone: boolean) {
  return {
    changed: isDone,
    created: plan.created.map(({ name }) => name),
    updated: plan.updated.map(({ name, changedFields, before, after }) => ({
      name,
      changedFields,
      before,
      after,
    })),
    deleted: isPruning ? plan.others.map(({ name }) => name) : [],
    notInFile: isPruning ? [] : plan.others.map(({ name }) => name),
  };
}

function summary(plan: PushPlan, isPruning: boolean, isDone: boolean, changes: string): string {
  const others = plan.others.map(({ name }) => name).join(", ");
  const kept =
    isPruning || others === "" ? [] : [`Not in the file, and kept: ${others}. (--prune deletes them.)`];
  const said = changes === "" ? "Nothing to change." : isDone ? "Saved." : "Nothing was changed (--dry-run).";
  return [said, ...kept].join("\n");
}
