import type { AppError } from "@/lib/core/errors";
import type { NanoUsd } from "@/lib/core/money";
import { refusedBy } from "@/lib/limits/limit-reached";
import { type RequestRecord, storableText } from "@/lib/logs/request-record";
import type { RecordSource } from "@/lib/logs/settlement-lane";
import { addUsage, NO_USAGE } from "@/lib/prices/price-usage";
import { TOKEN_CLASSES } from "@/lib/prices/token-classes";
import type { Call, Outcome } from "./call";
import { costOfCall, ownCostOfCall } from "./cost-of-call";
import { fellBack } from "./noted-attempts";
import { settleAllowance } from "./settle-allowance";
import type { Spent } from "./spent";
import { traceTokens } from "./trace-attempt";

/** The outcome of a call that never had an answer: nothing was used. */
export function refusedOutcome(error: AppError): Outcome {
  return { status: error.status, error, usage: NO_USAGE, known: "reported", note: null };
}

/**
 * Writes the call's one row, waits until it is in the ledger, and returns what the call cost (null when that is
 * not known). `isUnderWay` when the client has the beginning of its answer. A second call writes nothing. Calls whose key is not known leave no row. Throws unavailable when the
 * ledger stays away.
 */
export async function closeTrail(call: Call, outcome: Outcome, isUnderWay = false): Promise<NanoUsd | null> {
  const { trail } = call;
  const cost = costOfCall(call, outcome);
  if (trail.settled !== null || trail.admission === null) {
    call.deps.running.remove(call);
    return cost;
  }
  const whole = trail.lost.length === 0 ? outcome : withLost(outcome, trail.lost);
  trail.settled = { outcome: whole, cost };
  if (call.trace !== null) traceTokens(call.trace, outcome);
  try {
    await settleAllowance(call, whole);
    const ownCost = cost === null ? null : ownCostOfCall(call, outcome);
    const record = recordOf(call, whole, { cost, ownCost }, trail.admission);
    await call.deps.settlement.settle(record, isUnderWay, sourceOf(call, trail.admission));
  } finally {
    // Until its row is there: whoever stops this process waits for the calls that run.
    call.deps.running.remove(call);
    call.deps.spending.forget(call.id);
  }
  return cost;
}

function sourceOf({ trail: { model, price }, trace }: Call, { gate }: Admitted): RecordSource {
  const { settings } = gate ?? {};
  const isOfGate =
    model !== null && (settings?.model === model.id || settings?.fallbackModels.includes(model.id) === true);
  return { gate: gate?.name ?? null, isModelKnown: price !== null || isOfGate, trace };
}

function withLost(outcome: Outcome, lost: readonly Spent[]): Outcome {
  const usage = lost.reduce((sum, spent) => addUsage(sum, spent.usage), outcome.usage);
  const notes = [outcome.note, ...lost.map(({ note }) => note)].filter((note) => typeof note === "string");
  const isEstimate = outcome.known === "reported" && lost.some((spent) => spent.isEstimate);
  const known = isEstimate ? "estimated" : outcome.known;
  const costsMore = outcome.costsMore === true || lost.some((spent) => spent.costsMore);
  return { ...outcome, usage, known, costsMore, note: notes.length === 0 ? null : notes.join(" ") };
}

type Admitted = NonNullable<Call["trail"]["admission"]>;

type Costs = { cost: NanoUsd | null; ownCost: NanoUsd | null };

function recordOf(
  call: Call,
  outcome: Outcome,
  { cost, ownCost }: Costs,
  admission: Admitted,
): RequestRecord {
  const { trail, deps, request } = call;
  const { model } = trail;
  const userAgent = request.headers.get("user-agent");
  const latencyMs = Math.round(call.elapsedMs());
  return {
    id: call.id,
    accountId: admission.accountId,
    keyId: admission.keyId,
    secretId: admission.secretId,
    gateId: admission.gate?.id ?? null,
    gateVersion: admission.gate?.version ?? null,
    endpoint: call.format.endpoint ?? call.format.wire,
    modelAsked: trail.modelAsked === null ? null : storableText(trail.modelAsked),
    modelUsed: model === null ? null : storableText(model.id),
    provider: model?.providerId ?? null,
    attempts: trail.attempts,
    route: trail.route?.map(({ providerId, id }) => [providerId, id]) ?? null,
    maxOutputTokens: trail.maxOutputTokens,
    worstCostNanoUsd: trail.worstCost,
    streamed: trail.streamed,
    fellBack: fellBack(trail),
    isTest: trail.trial !== null,
    ownProviderKey: trail.ownProviderKey,
    onlyOwnKeys: trail.ownProviderKey === true && !trail.usedInstanceKey,
    costsMore: trail.isFenced && outcome.costsMore === true,
    inputTokens: outcome.usage.input,
    cachedInputTokens: outcome.usage.cachedInput,
    cacheWriteTokens: outcome.usage.cacheWrite,
    cacheWrite1hTokens: outcome.usage.cacheWrite1h,
    outputTokens: outcome.usage.output,
    reasoningTokens: outcome.usage.reasoning,
    audioInputTokens: outcome.usage.audioInput,
    audioOutputTokens: outcome.usage.audioOutput,
    costNanoUsd: cost,
    ownCostNanoUsd: ownCost,
    priceVersion: trail.price?.version ?? null,
    settlement: settlementOf(outcome, cost),
    usageNote: outcome.note,
    beyondTokens: costsMoreThanTokens(call, outcome, cost),
    status: outcome.status,
    errorCode: outcome.error?.code ?? null,
    errorMessage: outcome.error === null ? null : storableText(outcome.error.message),
    refusedBy: refusedBy(outcome.error),
    latencyMs,
    firstTokenMs: trail.firstTokenMs,
    network: deps.clientNetwork(request.headers),
    userAgent: userAgent === null ? null : storableText(userAgent),
    startedAt: call.startedAt,
    endedAt: new Date(call.startedAt.getTime() + latencyMs),
  };
}

/** True when no price of tokens, whenever it comes, says what the call costs. */
function costsMoreThanTokens({ trail, format }: Call, { usage }: Outcome, cost: NanoUsd | null): boolean {
  if (usage.unpricedClass || trail.lost.length > 0 || format.isFree === true) return true;
  return cost === null && TOKEN_CLASSES.every((name) => usage[name] === 0);
}

function settlementOf(outcome: Outcome, cost: NanoUsd | null): RequestRecord["settlement"] {
  if (outcome.known === "interrupted") return "interrupted";
  if (cost === null) return "unpriced";
  return outcome.known === "estimated" ? "estimated" : "final";
}
