import type { Badge } from "@/components/ui/badge";
import type { GapCause } from "@/lib/reconciliation/contract";

type Tone = NonNullable<Parameters<typeof Badge>[0]["tone"]>;

/** What a cause is called, and what it means in a sentence. */
export const CAUSES: Record<GapCause, { label: string; means: string; tone: Tone }> = {
  outside: {
    label: "Outside traffic",
    means: "The provider counted more requests than went through Layer.",
    tone: "danger",
  },
  unpriced: { label: "Unpriced", means: "Requests of ours have no price.", tone: "warn" },
  price_version: {
    label: "Price version",
    means: "The same tokens were charged at another rate than ours.",
    tone: "warn",
  },
  late_usage: {
    label: "Late usage",
    means: "Requests around midnight UTC were counted on the neighbouring day.",
    tone: "neutral",
  },
  estimated: {
    label: "Estimated",
    means: "Tokens of interrupted or estimated requests turned out different.",
    tone: "neutral",
  },
  rounding: { label: "Rounding", means: "The report rounds its amounts.", tone: "neutral" },
  other_charges: {
    label: "Other charges",
    means: "Charged for something else than a model's tokens.",
    tone: "neutral",
  },
  not_reported_yet: {
    label: "Not in the report yet",
    means: "No report speaks of the whole day.",
    tone: "neutral",
  },
  rest: { label: "Unexplained", means: "Nothing that Layer knows explains it.", tone: "danger" },
};
