import type { Database } from "@/db/client";
import { PLANS, type Plan } from "@/lib/accounts/contract";
import { checkInput } from "@/lib/core/check-input";
import type { AccountPlan } from "@/lib/plans/contract";
import { setAccountLimitsInput } from "@/lib/plans/contract";
import { getAccountPlan } from "@/lib/plans/queries";
import { setAccountLimits } from "@/lib/plans/set-account-limits";
import { setAccountPlan } from "@/lib/plans/set-account-plan";
import type { Command } from "./command";
import { assignments, LIMIT_NAMES, limitValue } from "./limit-words";
import { contextOfPerson } from "./operator-context";

const PLAN_HELP = `
Puts the account of a person on a plan, and prints one JSON line: { accountId, plan, overrides, limits }. What was set for the
account alone stays.

  EMAIL   address of somebody of the account
  PLAN    ${PLANS.join(", ")}
`;

export const accountPlan: Command = {
  words: "account-plan",
  usage: "account-plan EMAIL PLAN",
  help: PLAN_HELP,
  read([email, plan, ...others]) {
    if (email === undefined || plan === undefined || others.length > 0)
      return "Say whose account, and which plan.";
    const known = PLANS.find((name) => name === plan);
    if (known === undefined) return `There is no plan "${plan}".`;
    return (db) => putOnPlan(db, email, known);
  },
};

async function putOnPlan(db: Database, email: string, plan: Plan): Promise<void> {
  const ctx = await contextOfPerson(db, email);
  print(ctx.accountId, await setAccountPlan(ctx, { accountId: ctx.accountId, plan }));
}

const LIMITS_HELP = `
Sets limits for the account of a person alone, in place of its plan's, and prints { accountId, plan, overrides, limits }. What is
not named stays as it was.

  EMAIL          address of somebody of the account
  LIMIT=NUMBER   ${LIMIT_NAMES.join(", ")}; 0 allows none, none lifts the limit,
                 plan gives back the plan's. With fewer logDays older rows are deleted within about an hour
  reset          gives back all of the plan's
`;

export const accountLimits: Command = {
  words: "account-limits",
  usage: "account-limits EMAIL LIMIT=NUMBER|none|plan … | reset",
  help: LIMITS_HELP,
  read([email, ...words]) {
    if (email === undefined || words.length === 0) return "Say whose account, and which limits.";
    if (words.length === 1 && words[0] === "reset") return (db) => setLimits(db, email, null);
    const given = assignments(words);
    const unknown = [...given.keys()].find((name) => !LIMIT_NAMES.includes(name));
    if (unknown !== undefined) return `There is no limit "${unknown}".`;
    return (db) => setLimits(db, email, given);
  },
};

async function setLimits(
  db: Database,
  email: string,
  given: ReadonlyMap<string, string> | null,
): Promise<void> {
  const ctx = await contextOfPerson(db, email);
  const { accountId } = ctx;
  const { overrides } = await getAccountPlan(ctx);
  const named = [...(given ?? [])];
  const kept = Object.entries(overrides ?? {}).filter(([name]) => !given?.has(name));
  const set = named
    .filter(([, text]) => text !== "plan")
    .map(([name, text]) => [name, limitValue(name, text)]);
  const limits = given === null ? null : Object.fromEntries([...kept, ...set]);
  const input = checkInput(setAccountLimitsInput, { accountId, limits }, "body");
  print(accountId, await setAccountLimits(ctx, input));
}

function print(accountId: string, { plan, overrides, limits }: AccountPlan): void {
  process.stdout.write(`${JSON.stringify({ accountId, plan: plan.id, overrides, limits })}\n`);
}
