import type { Ctx } from "@/lib/context";
import { DAY_MS } from "@/lib/core/time";
import { getOnboarding } from "@/lib/onboarding/get-onboarding";
import { onboardingChoice } from "@/lib/transport/onboarding-choice";
import { NothingYet } from "./nothing-yet";
import { Checklist } from "./onboarding/checklist";
import { SampleChart } from "./sample-chart";

/** The address that shows the first steps whoever hid them, and however long ago they were done. */
const ASKED = "/overview?setup=1";

/**
 * The checklist of a new account: until a day after its first answer, unless somebody has hidden it, and whenever it is asked for. Before
 * the first request a sample stands where charts will be.
 */
export async function FirstSteps({ ctx, isUsed, isAsked }: { ctx: Ctx; isUsed: boolean; isAsked: boolean }) {
  const [onboarding, choice] = await Promise.all([getOnboarding(ctx), onboardingChoice(ctx.accountId)]);
  const { first } = onboarding;
  const isNew = first === null || ctx.clock.now().getTime() - first.at.getTime() < DAY_MS;
  const isShown = isAsked || (isNew && !choice.isHidden);
  return (
    <>
      {isShown ? (
        <Checklist ctx={ctx} onboarding={onboarding} choice={choice} here={isAsked ? ASKED : "/overview"} />
      ) : null}
      {isUsed ? null : isShown ? <SampleChart /> : <NothingYet asked={ASKED} />}
    </>
  );
}
