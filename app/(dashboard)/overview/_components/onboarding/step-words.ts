import type { OnboardingStep } from "@/lib/onboarding/contract";

type StepWords = {
  title: string;
  why: string;
  /** Where it is done; the first is the usual way. */
  links: ReadonlyArray<{ href: string; label: string }>;
  skip: string;
};

/** What each first step is, and where it is done. The request has its own part: it is shown. */
export const STEP_WORDS: Record<OnboardingStep, StepWords> = {
  provider: {
    title: "Add a provider key",
    why: "Your gates call models with it. The mock provider answers without one: sandbox/echo repeats your words.",
    links: [{ href: "/provider-keys", label: "Add a provider key" }],
    skip: "Use the mock provider",
  },
  gate: {
    title: "Create a gate",
    why: "A gate is the name your programs call. It says which models answer. Begin with one of three, or keep the gate named default.",
    links: [
      { href: "/gates/new", label: "One model" },
      { href: "/gates/new?starter=cheap", label: "Cheap with a fallback" },
      { href: "/gates/new?starter=best", label: "Best answer" },
    ],
    skip: "Keep the default gate",
  },
  key: {
    title: "Create an API key",
    why: "Your programs send it. It is shown once, with the request to try.",
    links: [{ href: "/keys?new=1", label: "Create New Key" }],
    skip: "Skip",
  },
  request: {
    title: "Make the first request",
    why: "Send this from a terminal in which LAYER_API_KEY is your key. This page notices when it arrives.",
    links: [],
    skip: "Skip",
  },
  limit: {
    title: "Set a spending limit",
    why: "A limit that blocks is never passed, whatever your programs do.",
    links: [{ href: "/spending", label: "Set a spending limit" }],
    skip: "Skip",
  },
};
