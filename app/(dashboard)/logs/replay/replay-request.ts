import { z } from "zod";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { completeSettings } from "@/lib/gates/complete-settings";
import { findGate } from "@/lib/gates/queries";
import { type TrialInput, trialInput } from "@/lib/gates/trial-contract";
import type { LogEntry } from "@/lib/logs/contract";
import { getLog } from "@/lib/logs/queries";
import { findPayload } from "@/lib/payloads/queries";
import type { Viewer } from "@/lib/transport/require-viewer";
import { runTrial } from "@/lib/transport/run-trial";
import { replayVerdict } from "../../_log-parts/panel/replay-verdict";

export const replayInput = z.strictObject({ requestId: z.string() });

/**
 * Runs the messages of a request again as a test and streams the answer. Throws `not_found` for a request that is not the account's,
 * and `bad_request` for one whose messages are not kept or are no plain text.
 */
export async function replayRequest(
  viewer: Viewer,
  { requestId }: z.output<typeof replayInput>,
  request: Request,
): Promise<Response> {
  const { ctx } = viewer;
  const entry = await getLog(ctx, requestId);
  const verdict = replayVerdict(entry, await findPayload(ctx, entry.id));
  if (verdict.messages === null) throw new AppError("bad_request", verdict.why);
  const tried = { ...(await gateOf(ctx, entry)), messages: verdict.messages, simulateFailure: false };
  return runTrial(viewer, trialInput.parse(tried), request);
}

/** The gate as it stands now; without one, the model that was asked for. */
async function gateOf(
  ctx: Ctx,
  { gateId, modelAsked }: LogEntry,
): Promise<Pick<TrialInput, "gateId" | "name" | "settings">> {
  if (gateId !== null) {
    const gate = await findGate(ctx, gateId);
    if (gate === null) throw new AppError("bad_request", "Its gate was deleted, so it cannot be replayed.");
    return { gateId: gate.id, name: gate.name, settings: gate.settings };
  }
  return { gateId: null, name: "replay", settings: completeSettings({ model: modelAsked ?? "" }) };
}
