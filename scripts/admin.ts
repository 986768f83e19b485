// The operator's commands at the terminal; each is a file in the folder beside.
import { withGround } from "@/boot/with-ground";
import { accountCreate } from "./admin/account-create";
import { accountLimits, accountPlan } from "./admin/account-plans";
import { auditVerify } from "./admin/audit-verify";
import type { Command } from "./admin/command";
import { planSet, plans } from "./admin/plans";
import { retention } from "./admin/retention";
import { spending, spendingSet } from "./admin/spending";

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

const HELP = `
Usage: npm run -s admin -- COMMAND

${COMMANDS.map(({ usage, help }) => `${usage}\n${help.replace(/^(?=.)/gm, "  ")}`).join("\n")}
All work beside a running server, and alone. Exit codes: 0 done, 1 not done (one sentence says why), 2 wrong usage.
`;

function readOrder(args: string[]): ReturnType<Command["read"]> {
  const command = COMMANDS.find(({ words }) => words === args.slice(0, words.split(" ").length).join(" "));
  const known = COMMANDS.map(({ words }) => `\`${words}\``).join(", ");
  if (command === undefined) return `There are these commands: ${known}.`;
  try {
    return command.read(args.slice(command.words.split(" ").length));
  } catch (error) {
    return (error as Error).message;
  }
}

const order = readOrder(process.argv.slice(2));
if (typeof order === "string") {
  process.stderr.write(`${order}\n${HELP}`);
  process.exit(2);
}
await withGround(order);
