import { accountCreate } from "./account-create";
import { accountLimits, accountPlan } from "./account-plans";
import { auditVerify } from "./audit-verify";
import type { Command } from "./command";
import { planSet, plans } from "./plans";
import { retention } from "./retention";
import { spending, spendingSet } from "./spending";

const COMMANDS: readonly Command[] = [
  accountCreate,
  accountPlan,
  accountLimits,
  plans,
  planSet,
  // The longer words first.
  spendingSet,
  spending,
  auditVerify,
  retention,
];

/** How all commands are used. */
export const ADMIN_HELP = `
Usage: npm run -s admin -- COMMAND

${COMMANDS.map(({ usage, help }) => `${usage}\n${help.replace(/^(?=.)/gm, "  ")}`).join("\n")}
All work beside a running server, and alone. Exit codes: 0 done, 1 not done (one sentence says why), 2 wrong usage.
`;

/** What the words after `npm run admin --` ask for, or a sentence that says what is wrong with them. */
export function readOrder(args: string[]): ReturnType<Command["read"]> {
  const command = COMMANDS.find(({ words }) => words === args.slice(0, words.split(" ").length).join(" "));
  const known = COMMANDS.map(({ words }) => `\`${words}\``).join(", ");
  if (command === undefined) return `There are these commands: ${known}.`;
  try {
    return command.read(args.slice(command.words.split(" ").length));
  } catch (error) {
    return (error as Error).message;
  }
}
