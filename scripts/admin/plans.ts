import type { Database } from "@/db/client";
import { PLANS } from "@/lib/accounts/contract";
import { checkInput } from "@/lib/core/check-input";
import { updatePlanInput } from "@/lib/plans/contract";
import { listPlans } from "@/lib/plans/queries";
import { updatePlan } from "@/lib/plans/update-plan";
import type { Command } from "./command";
import { assignments, LIMIT_NAMES, limitValue } from "./limit-words";
import { operatorContext } from "./operator-context";

const LIST_HELP = `
Shows the plans: one JSON line each, { id, name, limits, isSelfServe }. A limit that is null limits nothing. Changes nothing.
`;

export const plans: Command = {
  words: "plans",
  usage: "plans",
  help: LIST_HELP,
  read(args) {
    if (args.length > 0) return "plans takes no options.";
    return async (db) => {
      for (const plan of await listPlans({ db })) process.stdout.write(`${JSON.stringify(plan)}\n`);
    };
  },
};

const SET_HELP = `
Changes what is given of a plan, for all accounts that are on it, from the next request on, and prints the plan as it is then.

  ID             ${PLANS.join(", ")}
  name="…"       what people read
  LIMIT=NUMBER   ${LIMIT_NAMES.join(", ")}; 0 allows none, none limits nothing
  logDays=DAYS   how long rows of the log stay, at least 1; none keeps them as long as the instance does. With fewer days than
                 before, older rows are deleted within about an hour and do not come back
  selfServe=yes  owners may change to it by themselves; with no they ask for it (custom is always asked for)
`;

export const planSet: Command = {
  words: "plan set",
  usage: "plan set ID [name=…] [LIMIT=NUMBER|none …] [selfServe=yes|no]",
  help: SET_HELP,
  read([plan, ...words]) {
    if (plan === undefined || words.length === 0) return "Say which plan, and what of it is to change.";
    if (!PLANS.some((known) => known === plan)) return `There is no plan "${plan}".`;
    const given = assignments(words);
    const unknown = [...given.keys()].find((name) => ![...LIMIT_NAMES, "name", "selfServe"].includes(name));
    if (unknown !== undefined) return `A plan has no "${unknown}".`;
    const selfServe = given.get("selfServe");
    if (selfServe !== undefined && selfServe !== "yes" && selfServe !== "no")
      return "selfServe is yes or no.";
    return (db) => change(db, plan, given);
  },
};

async function change(db: Database, plan: string, given: ReadonlyMap<string, string>): Promise<void> {
  const limits = [...given]
    .filter(([name]) => LIMIT_NAMES.includes(name))
    .map(([name, text]) => [name, limitValue(name, text)]);
  const input = checkInput(
    updatePlanInput,
    {
      plan,
      limits: Object.fromEntries(limits),
      ...(given.has("name") && { name: given.get("name") }),
      ...(given.has("selfServe") && { isSelfServe: given.get("selfServe") === "yes" }),
    },
    "body",
  );
  const changed = await updatePlan(await operatorContext(db), input);
  process.stdout.write(`${JSON.stringify(changed)}\n`);
}
