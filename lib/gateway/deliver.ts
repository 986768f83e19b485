import { usdDecimal } from "@/lib/core/money";
import { Answer } from "./answer";
import { factsOf } from "./answer-facts";
import type { Call, Outcome } from "./call";
import { callHeaders } from "./call-headers";
import type { Answering } from "./call-provider";
import { captured } from "./capture-of";
import type { Route } from "./choose-route";
import { closeTrail } from "./close-trail";
import { timesCalled } from "./noted-attempts";
import type { OpenPlain } from "./open-answer";
import { estimateTokens } from "./openai-usage";
import { relay } from "./relay";
import { settledUsage } from "./settled-usage";

const JSON_TYPE = "application/json; charset=utf-8";

/**
 * Hands the provider's answer to the client: a plain one once it is in the ledger, a stream at once and its end
 * once it is in the ledger. Throws unavailable when the ledger is away.
 */
export async function deliver(call: Call, route: Route, answering: Answering): Promise<Response> {
  const { opened } = answering;
  if (opened.kind === "stream") {
    const headers = headersOf(call, route, answering, opened.contentType);
    headers["x-accel-buffering"] = "no";
    const pieces = relay(call, answering, opened);
    const { capture } = call;
    const content = capture === null ? pieces : captured(call, capture, opened.contentType, pieces);
    return new Answer(content, { status: 200, headers });
  }
  const outcome: Outcome = { status: 200, error: null, ...usageOf(call, opened) };
  const cost = await closeTrail(call, outcome);
  const presented = call.format.present?.(opened, factsOf(call, answering, outcome.usage, cost));
  const headers = headersOf(call, route, answering, presented === undefined ? opened.contentType : JSON_TYPE);
  if (cost !== null) headers["x-layer-cost-usd"] = usdDecimal(cost);
  const content = presented === undefined ? opened.body : Buffer.from(presented);
  call.capture?.keepWhole(content, headers["content-type"] ?? "");
  return new Answer(content, { status: 200, headers });
}

function usageOf(call: Call, { json, body }: OpenPlain) {
  const passed = { tokens: estimateTokens(body.byteLength), isCut: false };
  return settledUsage(call, call.format.readUsage(json), passed);
}

function headersOf(
  call: Call,
  route: Route,
  { model, provider }: Answering,
  contentType: string,
): Record<string, string> {
  const { attempts, locked } = call.trail;
  let providerMs = 0;
  for (const { latencyMs } of attempts) providerMs += latencyMs;
  const headers = callHeaders(call);
  headers["content-type"] = contentType;
  headers["x-layer-gate"] = encodeURIComponent(route.gate.name);
  headers["x-layer-model"] = encodeURI(model.id);
  headers["x-layer-provider"] = provider.id;
  headers["x-layer-attempts"] = String(timesCalled(call.trail));
  if (locked.length > 0) headers["x-layer-locked"] = locked.join(", ");
  headers["x-layer-overhead-ms"] = String(Math.max(0, Math.round(call.elapsedMs() - providerMs)));
  return headers;
}
