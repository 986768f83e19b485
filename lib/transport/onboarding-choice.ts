import { cookies } from "next/headers";
import { ONBOARDING_COOKIE, type OnboardingChoice, readChoice } from "@/lib/onboarding/onboarding-choice";

/** What somebody chose of the first steps in this browser. */
export async function onboardingChoice(accountId: string): Promise<OnboardingChoice> {
  return readChoice((await cookies()).get(ONBOARDING_COOKIE)?.value ?? "", accountId);
}
