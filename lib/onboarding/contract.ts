import type { RequestId } from "@/lib/core/ids";
import type { NanoUsd } from "@/lib/core/money";

/** What a new account does first, in the order in which it is usually done. */
export const ONBOARDING_STEPS = ["provider", "gate", "key", "request", "limit"] as const;
export type OnboardingStep = (typeof ONBOARDING_STEPS)[number];

/** The first request that was answered, trials in the dashboard aside. */
export type FirstAnswer = {
  id: RequestId;
  /** When it was answered. */
  at: Date;
  /** From the making of the account until then. */
  tookMs: number;
  /** Null when its cost is not known. */
  costNanoUsd: NanoUsd | null;
};

/** How far an account has come, as its rows say. */
export type Onboarding = { done: Record<OnboardingStep, boolean>; first: FirstAnswer | null };
