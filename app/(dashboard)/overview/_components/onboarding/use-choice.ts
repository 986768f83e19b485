"use client";

import { useRouter } from "next/navigation";
import { ONBOARDING_COOKIE, type OnboardingChoice, writeChoice } from "@/lib/onboarding/onboarding-choice";

/** Keeps what somebody chose of the first steps in this browser, and shows the page anew at `href`. */
export function useChoice(accountId: string): (choice: OnboardingChoice, href: string) => void {
  const router = useRouter();
  return (choice, href) => {
    const value = `${ONBOARDING_COOKIE}=${writeChoice(choice, accountId)}`;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is absent over plain HTTP.
    document.cookie = `${value}; path=/; max-age=31536000; samesite=lax`;
    router.replace(href, { scroll: false });
    router.refresh();
  };
}
