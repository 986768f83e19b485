import { Circle, CircleCheck, CircleSlash } from "lucide-react";
import type { ReactNode } from "react";
import { buttonStyles } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import type { OnboardingStep } from "@/lib/onboarding/contract";
import { STEP_WORDS } from "./step-words";

export type StepState = "done" | "skipped" | "next" | "open";

const MARKS = {
  done: { Icon: CircleCheck, word: "Done", tone: "text-ok" },
  skipped: { Icon: CircleSlash, word: "Skipped", tone: "text-subtle" },
  next: { Icon: Circle, word: "To do", tone: "text-ink" },
  open: { Icon: Circle, word: "To do", tone: "text-subtle" },
};

/** One of the first steps: what it is for, where it is done, and whether it is. */
export function Step({
  step,
  state,
  skip,
  children,
}: {
  step: OnboardingStep;
  state: StepState;
  skip: ReactNode;
  children?: ReactNode;
}) {
  const { title, why, links } = STEP_WORDS[step];
  const { Icon, word, tone } = MARKS[state];
  const isToDo = state === "next" || state === "open";
  return (
    <li className="flex gap-3 py-3" aria-current={state === "next" ? "step" : undefined}>
      <Icon aria-hidden="true" className={`mt-1.5 size-4 shrink-0 ${tone}`} />
      <div className="flex min-w-0 flex-1 flex-col gap-2">
        <div className="flex min-h-7 flex-wrap items-center justify-between gap-x-4 gap-y-1">
          <h3 className="text-ink">
            {title}
            <span className={isToDo ? "sr-only" : `ml-2 text-xs ${tone}`}>{word}</span>
          </h3>
          {state === "done" ? null : skip}
        </div>
        {isToDo ? <p className="max-w-prose text-muted">{why}</p> : null}
        {isToDo && links.length > 0 ? (
          <p className="flex flex-wrap gap-2">
            {links.map(({ href, label }, at) => (
              <Link
                key={href}
                href={href}
                className={buttonStyles({
                  variant: state === "next" && at === 0 ? "primary" : "secondary",
                  size: "sm",
                })}
              >
                {label}
              </Link>
            ))}
          </p>
        ) : null}
        {children}
      </div>
    </li>
  );
}
