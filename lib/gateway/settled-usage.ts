import type { Call, Outcome } from "./call";
import { estimatedUsage } from "./estimated-usage";
import { isDearer, tierNote } from "./service-tier";
import type { UsageReading } from "./usage-reading";

/** From how many tokens on an answer is called long when its provider reports none for it. */
const LONG_ANSWER_TOKENS = 500;

type Passed = {
  /** Output tokens that passed, by our own count. */
  tokens: number;
  /** True when the answer did not come to its end. */
  isCut: boolean;
};

/**
 * What a call that was answered is settled with: what the provider reported if that can be true, else an estimate of what
 * passed, and in a sentence what was wrong with the report. What it cost is an estimate, too, where it was answered in a service tier of other prices.
 */
export function settledUsage(
  call: Call,
  reading: UsageReading,
  passed: Passed,
): Pick<Outcome, "usage" | "known" | "note" | "costsMore"> {
  const settled = settledTokens(call, reading, passed);
  if (typeof reading.tier !== "string" || settled.usage.unpricedClass) return settled;
  const known = settled.known === "reported" ? "estimated" : settled.known;
  const note = [settled.note, tierNote(reading.tier)].filter((sentence) => sentence !== null).join(" ");
  return { ...settled, known, note, costsMore: isDearer(reading.tier) };
}

function settledTokens(
  call: Call,
  { usage, fault }: UsageReading,
  passed: Passed,
): Pick<Outcome, "usage" | "known" | "note"> {
  if (usage !== null) {
    const another = fault === null ? null : `${fault}; another report in the same answer was believed.`;
    return { usage, known: "reported", note: another ?? doubt(call, usage, passed) };
  }
  const silence = passed.isCut ? "The answer ended before its usage was reported" : undefined;
  const note = estimateNote(call, fault ?? call.trail.usageFault ?? silence);
  const known = passed.isCut ? "interrupted" : "estimated";
  return { usage: estimatedUsage(call, passed.tokens), known, note };
}

/** The sentence that tells why the tokens of a row are an estimate. */
export function estimateNote({ format }: Call, fault = "The provider reported no usage"): string {
  const rest =
    format.unmeasured === true ? "what was used is not known." : "tokens were estimated from what passed.";
  return `${fault}; ${rest}`;
}

/** What may be true and hardly is. */
function doubt({ format }: Call, usage: Outcome["usage"], { tokens }: Passed): string | null {
  const isMeasured = format.bringsNoOutput !== true && format.unmeasured !== true;
  if (!isMeasured || usage.output + usage.audioOutput > 0 || tokens < LONG_ANSWER_TOKENS) return null;
  return `The provider reported no output tokens for an answer of about ${tokens}; its report was believed.`;
}
