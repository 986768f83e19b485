import type { NanoUsd } from "@/lib/core/money";
import type { TokenUsage } from "@/lib/prices/price-usage";
import type { Call } from "./call";
import type { Answering } from "./call-provider";
import type { AnswerFacts } from "./formats/format";

/** What a call came to, for a format whose answers tell it. */
export function factsOf(
  call: Call,
  { model, provider }: Pick<Answering, "model" | "provider">,
  usage: TokenUsage,
  cost: NanoUsd | null,
): AnswerFacts {
  return {
    requestId: call.id,
    model: model.id,
    usage,
    cost,
    latencyMs: Math.round(call.elapsedMs()),
    usedPlatformKey: !provider.isOwn,
    startedAt: call.startedAt,
  };
}
