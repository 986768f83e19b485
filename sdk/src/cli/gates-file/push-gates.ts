import type { Layer } from "../../index";
import { CliError, EXIT } from "../cli-error";
import { failureOf } from "../failure-of";
import type { PushPlan } from "./plan-push";

/**
 * Does what the plan says. All that the file says is saved together or not at all, and nothing that was saved since the plan is
 * overwritten; deletions follow one by one, and a failure there says what was done before it.
 */
export async function pushGates(layer: Layer, plan: PushPlan, isPruning: boolean): Promise<void> {
  const versions = plan.updated.flatMap(({ id, version }) => (id === null ? [] : [[id, version] as const]));
  await layer.gates.importYaml({ yaml: plan.yaml, expectedVersions: Object.fromEntries(versions) });
  let done = "The gates of the file are saved";
  try {
    for (const { id, name, version } of isPruning ? plan.others : []) {
      await layer.gates.delete(id, { headers: { "if-match": `"${version}"` } });
      done = `${done}, ${name} is deleted`;
    }
  } catch (thrown) {
    const { code, message, exitCode } = failureOf(thrown);
    const recovery = `${done}. Mend the cause, then push again.`;
    throw new CliError(code, exitCode || EXIT.general, message, recovery);
  }
}
