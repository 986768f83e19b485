import { answerHeaders, errorHeaders } from "@/lib/gateway/answer-headers";
import { anthropicError } from "@/lib/gateway/anthropic-error";
import { openAiError } from "@/lib/gateway/openai-error";
import type { SpendingLimit } from "@/lib/spending/contract";
import { allowedOf } from "@/lib/spending/spending-outlook";
import { spendingRefused } from "@/lib/spending/spending-refused";

const REQUEST_ID = "019aa9c2-3f00-7c3a-9d5e-2f1b6a4c8e70";
/** What the made-up call may cost at worst. */
const ASKED_NANO_USD = 2_500_000n;

/** The answers that clients are given once a limit is used up, as the gateway writes them, with a made-up request. */
export function refusedAnswers(
  limit: SpendingLimit,
  holderId: string,
  appUrl: string,
): { openai: string; anthropic: string } {
  const { id, scope, period, zone, countsOwnKeys, now, holderName } = limit;
  const amount = allowedOf(limit);
  const reached = {
    limitId: id,
    scope,
    holderId,
    period,
    zone,
    countsOwnKeys,
    resetsAt: now.resetsAt,
    amount,
    spent: amount,
    reserved: 0n,
    asked: ASKED_NANO_USD,
  };
  const error = spendingRefused(
    [reached],
    () => holderName,
    () => null,
  );
  const headers = Object.entries({ ...answerHeaders(REQUEST_ID), ...errorHeaders(error) });
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  const whole = (body: object) =>
    ["HTTP/1.1 402 Payment Required", ...lines, "", JSON.stringify(body, null, 2)].join("\n");
  return {
    openai: whole(openAiError(error, REQUEST_ID, appUrl)),
    anthropic: whole(anthropicError(error, REQUEST_ID, appUrl)),
  };
}
