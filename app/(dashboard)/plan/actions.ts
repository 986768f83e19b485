"use server";

import { refresh } from "next/cache";
import { answerPlanRequest } from "@/lib/plans/answer-plan-request";
import { askForPlan } from "@/lib/plans/ask-for-plan";
import {
  answerPlanRequestInput,
  askForPlanInput,
  setAccountLimitsInput,
  setAccountPlanInput,
  updatePlanInput,
} from "@/lib/plans/contract";
import { setAccountLimits } from "@/lib/plans/set-account-limits";
import { setAccountPlan } from "@/lib/plans/set-account-plan";
import { updatePlan } from "@/lib/plans/update-plan";
import { previewAccountInput, previewPlanInput } from "@/lib/retention/contract";
import { previewAccountExpiry, previewPlanExpiry } from "@/lib/retention/preview-expiry";
import { defineAction } from "@/lib/transport/define-action";

const ask = defineAction(askForPlanInput, askForPlan);
const update = defineAction(updatePlanInput, updatePlan);
const setPlan = defineAction(setAccountPlanInput, setAccountPlan);
const setLimits = defineAction(setAccountLimitsInput, setAccountLimits);
const previewPlan = defineAction(previewPlanInput, previewPlanExpiry);
const previewAccount = defineAction(previewAccountInput, previewAccountExpiry);
const answer = defineAction(answerPlanRequestInput, answerPlanRequest);

export async function askForPlanAction(input: unknown) {
  const result = await ask(input);
  refresh();
  return result;
}

export async function updatePlanAction(input: unknown) {
  const result = await update(input);
  refresh();
  return result;
}

export async function setAccountPlanAction(input: unknown) {
  const result = await setPlan(input);
  refresh();
  return result;
}

export async function setAccountLimitsAction(input: unknown) {
  const result = await setLimits(input);
  refresh();
  return result;
}

export async function answerPlanRequestAction(input: unknown) {
  const result = await answer(input);
  refresh();
  return result;
}

export async function previewPlanAction(input: unknown) {
  return previewPlan(input);
}

export async function previewAccountAction(input: unknown) {
  return previewAccount(input);
}
