import { AppError } from "@/lib/core/errors";
import { usdDecimal } from "@/lib/core/money";
import { NO_USAGE, type TokenUsage } from "@/lib/prices/price-usage";
import type { ProviderAnswer } from "@/lib/providers/provider";
import { Answer } from "./answer";
import { answerHeaders } from "./answer-headers";
import type { Call } from "./call";
import type { Route } from "./choose-route";
import { closeTrail, type Outcome } from "./close-trail";
import { estimateTokens, readUsage } from "./openai-usage";
import type { Ask } from "./read-ask";
import { relay } from "./relay";

/**
 * Hands the provider's answer to the client: a plain one once it is in the ledger, a stream at once and its end
 * once it is in the ledger. Throws provider_failed for an answer that is none, unavailable when the ledger is away.
 */
export async function deliver(call: Call, route: Route, ask: Ask, answer: ProviderAnswer): Promise<Response> {
  if (!(answer.body instanceof Uint8Array)) {
    const headers = headersOf(call, route, answer.contentType);
    headers["x-accel-buffering"] = "no";
    return new Answer(relay(call, ask, answer.body), { status: 200, headers });
  }
  const outcome: Outcome = { status: 200, error: null, ...usageOf(call, answer.body) };
  const cost = await closeTrail(call, outcome);
  const headers = headersOf(call, route, "application/json; charset=utf-8");
  if (cost !== null) headers["x-layer-cost-usd"] = usdDecimal(cost);
  return new Answer(answer.body, { status: 200, headers });
}

function usageOf(call: Call, body: Uint8Array): Pick<Outcome, "usage" | "known"> {
  const completion = parse(body);
  const reported = readUsage(completion.usage);
  if (reported !== null) return { usage: reported, known: "reported" };
  const estimated: TokenUsage = {
    ...NO_USAGE,
    input: estimateTokens(call.trail.bodyBytes),
    output: estimateTokens(body.byteLength),
  };
  return { usage: estimated, known: "estimated" };
}

function parse(body: Uint8Array): { usage?: unknown } {
  try {
    const json: unknown = JSON.parse(
      Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("utf8"),
    );
    if (typeof json === "object" && json !== null && !Array.isArray(json)) return json;
  } catch {
    // Told below, in the same words as for JSON that is no object.
  }
  throw new AppError("provider_failed", "The provider's answer is not a chat completion.");
}

function headersOf(call: Call, route: Route, contentType: string): Record<string, string> {
  const { attempts } = call.trail;
  let providerMs = 0;
  for (const attempt of attempts) providerMs += attempt.latencyMs;
  const headers = answerHeaders(call.id);
  headers["content-type"] = contentType;
  headers["x-layer-gate"] = encodeURIComponent(route.gate.name);
  headers["x-layer-model"] = encodeURI(route.model.id);
  headers["x-layer-provider"] = route.provider.id;
  headers["x-layer-attempts"] = String(attempts.length);
  headers["x-layer-overhead-ms"] = String(Math.max(0, Math.round(call.elapsedMs() - providerMs)));
  return headers;
}
