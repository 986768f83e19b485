import type { Ctx } from "@/lib/context";
import { latestRequests } from "@/lib/logs/queries";
import { getOnboarding } from "@/lib/onboarding/get-onboarding";
import { type FirstRequest, firstRequest } from "../_first-request/first-request";

/** The first request that was answered; until there is one the latest that failed, which says what to mend. */
export async function loadFirstRequest(ctx: Ctx): Promise<FirstRequest> {
  const { first } = await getOnboarding(ctx);
  const latest = await latestRequests(ctx, { limit: 20 });
  if (first === null) return firstRequest(latest.find(({ status }) => status >= 400));
  return firstRequest(latest.find(({ id }) => id === first.id) ?? latest.at(-1));
}
