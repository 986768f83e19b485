import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import type { Ctx } from "@/lib/context";
import { formatUsd } from "@/lib/core/format";
import { appUrl } from "@/lib/env";
import { getDefaultGate } from "@/lib/gates/queries";
import { type FirstAnswer, ONBOARDING_STEPS, type Onboarding } from "@/lib/onboarding/contract";
import type { OnboardingChoice } from "@/lib/onboarding/onboarding-choice";
import { HideButton, SkipButton } from "./choice-buttons";
import { FirstCall } from "./first-call";
import { Step, type StepState } from "./step";
import { STEP_WORDS } from "./step-words";
import { tookWords } from "./took-words";

/** The first steps of an account, ticked by what there is. `here` is the address that shows them. */
export async function Checklist({
  ctx,
  onboarding: { done, first },
  choice,
  here,
}: {
  ctx: Ctx;
  onboarding: Onboarding;
  choice: OnboardingChoice;
  here: string;
}) {
  const left = ONBOARDING_STEPS.filter((step) => !done[step] && !choice.skipped.includes(step));
  const gate = (await getDefaultGate(ctx))?.name ?? "default";
  const common = { accountId: ctx.accountId, choice };
  const stateOf = (step: (typeof ONBOARDING_STEPS)[number]): StepState => {
    if (done[step]) return "done";
    if (!left.includes(step)) return "skipped";
    return step === left[0] ? "next" : "open";
  };
  return (
    <Card
      title={left.length === 0 ? "You are set up" : "First steps"}
      description={<Progress left={left.length} first={first} />}
      actions={<HideButton {...common} />}
    >
      <ol className="divide-y divide-line">
        {ONBOARDING_STEPS.map((step) => {
          const { title, skip } = STEP_WORDS[step];
          const button = <SkipButton {...common} step={step} label={skip} title={title} here={here} />;
          return (
            <Step key={step} step={step} state={stateOf(step)} skip={button}>
              {step === "request" && left.includes(step) ? (
                <FirstCall address={appUrl()} gate={gate} />
              ) : null}
            </Step>
          );
        })}
      </ol>
    </Card>
  );
}

/** How many steps are left, and what the first answer took and cost once there is one: read out when that arrives. */
function Progress({ left, first }: { left: number; first: FirstAnswer | null }) {
  const all = ONBOARDING_STEPS.length;
  return (
    <span role="status">
      {left === 0 ? "Nothing is left to do." : `${all - left} of ${all} done or skipped, in any order.`}
      {first === null ? null : (
        <>
          {` First answer after ${tookWords(first.tookMs)}. `}
          {first.costNanoUsd === null
            ? "What that request cost is not known: its model has no price. "
            : `That request cost ${formatUsd(first.costNanoUsd)}. `}
          <Link
            href={`/logs?request=${first.id}`}
            className="rounded-sm text-ink underline decoration-control underline-offset-2 hover:decoration-ink"
          >
            Open its log
          </Link>
        </>
      )}
    </span>
  );
}
