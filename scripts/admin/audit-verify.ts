import type { Database } from "@/db/client";
import { verifyChains } from "@/lib/audit/verify-chains";
import { isUuid } from "@/lib/core/ids";
import { type Command, textOptions } from "./command";

const HELP = `
Makes every hash of every account's audit log again. Prints one JSON line for each account, { accountId, whole, … }: for a whole log with
its number of entries and the hash of the last one, for a broken one with the first entry at fault and what is wrong with it. The
last line is { accounts, whole, broken }. Exit code 1 when a log is broken.

  --account ID   only the log of this account
`;

export const auditVerify: Command = {
  words: "audit verify",
  usage: "audit verify [--account ID]",
  help: HELP,
  read(args) {
    const { account } = textOptions(args, ["account"]);
    if (account !== undefined && !isUuid(account)) return "--account takes the id of an account.";
    return (db) => verifyAll(db, account);
  },
};

async function verifyAll(db: Database, only: string | undefined): Promise<void> {
  const print = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);
  const counts = { accounts: 0, whole: 0, broken: 0 };
  for await (const verdict of verifyChains(db, only)) {
    counts.accounts += 1;
    counts[verdict.whole ? "whole" : "broken"] += 1;
    print(verdict);
  }
  if (only !== undefined && counts.accounts === 0) throw new Error("There is no account with this id.");
  print(counts);
  if (counts.broken > 0)
    throw new Error(`The audit log of ${counts.broken} of ${counts.accounts} accounts is broken.`);
}
