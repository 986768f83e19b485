import { z } from "zod";
import { PLANS, type Plan as PlanId } from "@/lib/accounts/contract";
import type { AccountId, PlanRequestId } from "@/lib/core/ids";
import { nameRule } from "@/lib/core/name-rule";
import type { LimitOverrides, PlanLimits } from "@/lib/core/rate-limits";
import { limitOverrides, planLimits } from "@/lib/limits/contract";

export type Plan = {
  id: PlanId;
  name: string;
  limits: PlanLimits;
  /** Whether owners may change to it by themselves; otherwise they ask for it. */
  isSelfServe: boolean;
};

/** What an account is allowed, and where that is from. */
export type AccountPlan = {
  plan: Plan;
  /** What was set for this account alone in place of its plan's limits; null is nothing. */
  overrides: LimitOverrides | null;
  /** What holds: the plan's limits with the overrides in their place. */
  limits: PlanLimits;
};

export const REQUEST_STATES = ["open", "granted", "refused"] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

/** That an account asked for a plan, and what it was told. */
export type PlanRequest = {
  id: PlanRequestId;
  accountId: AccountId;
  accountName: string;
  /** What was asked for; its name is what it is called now. */
  plan: PlanId;
  planName: string;
  reason: string;
  /** Who asked and who answered, as they were called then; null for who had no name, such as the operator at the terminal. */
  askedBy: string | null;
  askedAt: Date;
  state: RequestState;
  answer: string | null;
  answeredBy: string | null;
  answeredAt: Date | null;
};

export const WORDS_MAX_CHARACTERS = 1_000;

/** Words for people: 1 to 1,000 characters without outer blanks, line breaks allowed. */
function words(field: string) {
  const error = `${field}: write 1 to ${WORDS_MAX_CHARACTERS.toLocaleString("en-US")} characters.`;
  return z
    .string({ error })
    .transform((text) => text.trim())
    .pipe(z.string().min(1, { error }).max(WORDS_MAX_CHARACTERS, { error }))
    .refine((text) => text.isWellFormed() && !/[^\P{Cc}\t\n\r]/u.test(text), {
      error: `${field}: remove the control character or half of a character.`,
    });
}

const planId = z.enum(PLANS, { error: `plan: use ${PLANS.join(", ")}.` });
const accountId = z
  .uuid({ error: "accountId: use the id of an account." })
  .transform((id) => id as AccountId);
const planName = z
  .string({ error: "name: use text." })
  .transform((text) => text.trim())
  .superRefine((name, issues) => {
    const problem = nameRule(name, "Give the plan a name.");
    if (problem !== null) issues.addIssue({ code: "custom", message: problem });
  });

/** What of a plan is to change; limits that are not given stay. */
export const updatePlanInput = z.strictObject({
  plan: planId,
  name: planName.optional(),
  limits: planLimits.partial().optional(),
  isSelfServe: z.boolean({ error: "isSelfServe: use true or false." }).optional(),
});
export type UpdatePlanInput = z.output<typeof updatePlanInput>;

export const setAccountPlanInput = z.strictObject({ accountId, plan: planId });
export type SetAccountPlanInput = z.output<typeof setAccountPlanInput>;

/** All that the account has of its own from now on; null or nothing leaves it with its plan's limits. */
export const setAccountLimitsInput = z.strictObject({ accountId, limits: limitOverrides.nullable() });
export type SetAccountLimitsInput = z.output<typeof setAccountLimitsInput>;

export const changePlanInput = z.strictObject({ plan: planId });
export type ChangePlanInput = z.output<typeof changePlanInput>;

export const requestPlanInput = z.strictObject({ plan: planId, reason: words("reason") });
export type RequestPlanInput = z.output<typeof requestPlanInput>;

/** `reason` is needed where the plan is not self-serve. */
export const askForPlanInput = z.strictObject({
  plan: planId.meta({ description: "The plan to change to." }),
  reason: words("reason")
    .optional()
    .meta({ description: "Why, for whoever runs the instance. Needed for a plan that is not self-serve." }),
});
export type AskForPlanInput = z.output<typeof askForPlanInput>;

/** Text that is no id is answered like an unknown one. A refusal says why. */
export const answerPlanRequestInput = z
  .strictObject({ requestId: z.string(), isGranted: z.boolean(), answer: words("answer").nullable() })
  .superRefine(({ isGranted, answer }, issues) => {
    if (isGranted || answer !== null) return;
    issues.addIssue({ code: "custom", path: ["answer"], message: "answer: say why it is refused." });
  });
export type AnswerPlanRequestInput = z.output<typeof answerPlanRequestInput>;
