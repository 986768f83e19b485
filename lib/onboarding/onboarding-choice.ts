import { ONBOARDING_STEPS, type OnboardingStep } from "./contract";

/** Where a browser keeps what somebody chose of the first steps. */
export const ONBOARDING_COOKIE = "layer-first-steps";

/** Which steps somebody skipped, and whether they want to see no more of them. */
export type OnboardingChoice = { skipped: OnboardingStep[]; isHidden: boolean };

/** What the cookie says of an account; another account's says nothing. */
export function readChoice(text: string, accountId: string): OnboardingChoice {
  const [owner, ...parts] = text.split(".");
  if (owner !== accountId) return { skipped: [], isHidden: false };
  return {
    skipped: ONBOARDING_STEPS.filter((step) => parts.includes(step)),
    isHidden: parts.includes("hidden"),
  };
}

export function writeChoice({ skipped, isHidden }: OnboardingChoice, accountId: string): string {
  return [accountId, ...skipped, ...(isHidden ? ["hidden"] : [])].join(".");
}
