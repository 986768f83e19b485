import { usdDecimal } from "@/lib/core/money";
import type { Admission } from "@/lib/keys/admission";
import { Answer } from "./answer";
import type { Caller } from "./authenticate";
import { type Call, type GatewayDeps, openCall, type Trial } from "./call";
import { captureOf } from "./capture-of";
import { draftOf } from "./draft";
import type { ClientFormat } from "./formats/format";
import { answer } from "./pipeline";
import { refuse } from "./refuse";

/** A trial of a gate: who pays, with the gate as it is tried, and what is asked of it. */
export type TrialCall = Trial & {
  admission: Admission;
  body: object;
};

/** How a trial went; also the data of the event `trial` that ends its stream. */
export type TrialSummary = ReturnType<typeof summaryOf>;

/**
 * Runs a gate that need not be saved, like any call: routed, metered, recorded, and marked as a test in the log. A stream
 * ends with one more event, `trial`, that tells how it went. Never throws itself.
 */
export async function tryGate(
  request: Request,
  deps: GatewayDeps,
  format: ClientFormat,
  trial: TrialCall,
): Promise<{ response: Response; summary: () => TrialSummary }> {
  const call = openCall(request, deps, format);
  call.trail.trial = { failsFirst: trial.failsFirst };
  call.trail.admission = trial.admission;
  const bytes = Buffer.from(JSON.stringify(trial.body));
  call.trail.bodyBytes = bytes.length;
  const gateReference = { ref: null, explicit: true, inModel: false };
  call.capture = captureOf(call, trial.admission, bytes);
  // Nobody's key is checked here: whoever starts a trial has been let in before.
  const caller = { admission: trial.admission, draft: draftOf(bytes), gateReference } as Caller;
  const response = await run(call, caller);
  return { response, summary: () => summaryOf(call) };
}

async function run(call: Call, caller: Caller): Promise<Response> {
  try {
    const whole = await answer(call, caller);
    if (!(whole instanceof Answer) || whole.content instanceof Uint8Array) return whole;
    const content = withSummary(call, whole.content);
    return new Answer(content, { status: whole.status, headers: { ...whole.headerRecord } });
  } catch (error) {
    return refuse(call, error);
  }
}

async function* withSummary(call: Call, pieces: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  yield* pieces;
  yield Buffer.from(`event: trial\ndata: ${JSON.stringify(summaryOf(call))}\n\n`);
}

function summaryOf(call: Call) {
  const { trail } = call;
  const { outcome, cost = null } = trail.settled ?? {};
  const { unpricedClass: _, ...usage } = outcome?.usage ?? { unpricedClass: false };
  return {
    requestId: call.id,
    status: outcome?.status ?? null,
    model: trail.model?.id ?? null,
    provider: trail.model?.providerId ?? null,
    attempts: trail.attempts,
    usage,
    costUsd: cost === null ? null : usdDecimal(cost),
    costNanoUsd: cost?.toString() ?? null,
    latencyMs: Math.round(call.elapsedMs()),
    firstTokenMs: trail.firstTokenMs,
    error: outcome?.error ? { code: outcome.error.code, message: outcome.error.message } : null,
  };
}
