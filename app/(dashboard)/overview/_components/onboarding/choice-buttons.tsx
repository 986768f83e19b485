"use client";

import { Button } from "@/components/ui/button";
import { MAIN_ID } from "@/components/ui/skip-link";
import type { OnboardingStep } from "@/lib/onboarding/contract";
import type { OnboardingChoice } from "@/lib/onboarding/onboarding-choice";
import { useChoice } from "./use-choice";

/** Its words, not its invisible edge, stand in line with the words around it. */
const IN_LINE = "max-sm:-ml-2.5 sm:-mr-2.5";

type Props = { accountId: string; choice: OnboardingChoice };

/** Leaves a step out, or takes it up again. */
export function SkipButton({
  step,
  label,
  title,
  accountId,
  choice,
  here,
}: Props & { step: OnboardingStep; label: string; title: string; here: string }) {
  const choose = useChoice(accountId);
  const others = choice.skipped.filter((name) => name !== step);
  const isSkipped = others.length < choice.skipped.length;
  return (
    <Button
      size="sm"
      variant="ghost"
      className={IN_LINE}
      onClick={() => choose({ ...choice, skipped: isSkipped ? others : [...others, step] }, here)}
    >
      {isSkipped ? "Take it up again" : label}
      <span className="sr-only">: {title}</span>
    </Button>
  );
}

/** Takes the checklist away; the documentation brings it back. */
export function HideButton({ accountId, choice }: Props) {
  const choose = useChoice(accountId);
  const hide = () => {
    choose({ ...choice, isHidden: true }, "/overview");
    document.getElementById(MAIN_ID)?.focus();
  };
  return (
    <Button size="sm" variant="ghost" className={IN_LINE} onClick={hide}>
      Hide these steps
    </Button>
  );
}
