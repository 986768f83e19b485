import type { Database } from "@/db/client";
import { ledger } from "@/db/client";
import { systemClock } from "@/lib/core/time";
import { listAccountRetention, listRetention } from "@/lib/retention/queries";
import { retentionDays } from "@/lib/retention/retention-days";
import type { Command } from "./command";

const HELP = `
Shows what is kept of the log, and what goes: one JSON line for the rows of requests and one for their payloads, { kind, days,
keptFrom, dropped, rows, bytes, due, strays, next }; and one for each account whose plan has deleted rows, { kind: "account",
accountId, logDays, keptFrom, dropped }. \`days\` is 0 for what is kept for ever. \`due\` are the months that the next run
drops, \`next\` is the one after them and when it goes, \`strays\` are rows of no month. Changes nothing.
`;

export const retention: Command = {
  words: "retention",
  usage: "retention",
  help: HELP,
  read(args) {
    if (args.length > 0) return "retention takes no options.";
    return (_db: Database) => show();
  },
};

async function show(): Promise<void> {
  const { sql } = ledger();
  for (const state of await listRetention(sql, retentionDays(), systemClock.now())) {
    process.stdout.write(`${JSON.stringify(state)}\n`);
  }
  for (const account of await listAccountRetention(sql)) {
    process.stdout.write(`${JSON.stringify({ kind: "account", ...account })}\n`);
  }
}
