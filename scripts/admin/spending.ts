import type { Database } from "@/db/client";
import { checkInput } from "@/lib/core/check-input";
import { usdDecimal } from "@/lib/core/money";
import { SPENDING_ENFORCEMENTS, SPENDING_PERIODS } from "@/lib/core/spending";
import { changeSpendingLimit } from "@/lib/spending/change-spending-limit";
import { newSpendingLimit, type SpendingLimit, spendingLimitChanges } from "@/lib/spending/contract";
import { createSpendingLimit } from "@/lib/spending/create-spending-limit";
import { deleteSpendingLimit } from "@/lib/spending/delete-spending-limit";
import { listSpendingLimits } from "@/lib/spending/queries";
import type { Command } from "./command";
import { assignments } from "./limit-words";
import { contextOfPerson } from "./operator-context";

const LIST_HELP = `
Shows the spending limits of the account of a person, one JSON line each, with what is spent of it now. Changes nothing.

  EMAIL   address of somebody of the account
`;

export const spending: Command = {
  words: "spending",
  usage: "spending EMAIL",
  help: LIST_HELP,
  read([email, ...others]) {
    if (email === undefined || others.length > 0) return "Say whose account.";
    return async (db) => {
      for (const limit of await listSpendingLimits(await contextOfPerson(db, email))) print(limit);
    };
  },
};

const SET_HELP = `
Sets a spending limit of the account of a person, or of one of its gates or keys, and prints it. What is not named stays as it was; a
new limit blocks.

  EMAIL            address of somebody of the account
  PERIOD           ${SPENDING_PERIODS.join(", ")}
  amount=USD       such as 25.00; 0 allows nothing that costs, none removes the limit
  gate=ID, key=ID  whose limit it is, in place of the account
  enforcement=…    ${SPENDING_ENFORCEMENTS.join(" or ")}
  zone=NAME        whose days, weeks and months: UTC, Europe/Berlin
  own-keys=yes|no  whether calls on provider keys of the account count
  fence=USD|none   what a call whose cost nobody can say counts as; none refuses it
`;

const NAMES = ["amount", "gate", "key", "enforcement", "zone", "fence", "own-keys"];

export const spendingSet: Command = {
  words: "spending set",
  usage:
    "spending set EMAIL PERIOD [amount=USD|none] [gate=ID | key=ID] [enforcement=…] [zone=…] [fence=USD|none] [own-keys=yes|no]",
  help: SET_HELP,
  read([email, period, ...words]) {
    if (email === undefined || period === undefined || words.length === 0)
      return "Say whose account, which period, and what to set.";
    const known = SPENDING_PERIODS.find((name) => name === period);
    if (known === undefined) return `There is no period "${period}".`;
    const given = assignments(words);
    const unknown = [...given.keys()].find((name) => !NAMES.includes(name));
    if (![undefined, "yes", "no"].includes(given.get("own-keys"))) return "own-keys: say yes or no.";
    if (unknown !== undefined) return `There is nothing to set that is called "${unknown}".`;
    return (db) => setLimit(db, email, { period: known, given });
  },
};

type Order = { period: SpendingLimit["period"]; given: ReadonlyMap<string, string> };

async function setLimit(db: Database, email: string, { period, given }: Order): Promise<void> {
  const ctx = await contextOfPerson(db, email);
  const [gateId, keyId] = [given.get("gate"), given.get("key")];
  const isMeant = (limit: SpendingLimit) =>
    limit.period === period && limit.gateId === (gateId ?? null) && limit.keyId === (keyId ?? null);
  const known = (await listSpendingLimits(ctx)).find(isMeant);
  if (given.get("amount") === "none") {
    if (known === undefined) throw new Error("There is no such spending limit.");
    return deleteSpendingLimit(ctx, { limitId: known.id });
  }
  const fields = defined({
    amountUsd: given.get("amount"),
    enforcement: given.get("enforcement"),
    zone: given.get("zone"),
    fenceUsd: given.get("fence") === "none" ? null : given.get("fence"),
    countsOwnKeys: given.has("own-keys") ? given.get("own-keys") === "yes" : undefined,
  });
  if (known !== undefined) {
    const changes = checkInput(spendingLimitChanges, fields, "body");
    return print(await changeSpendingLimit(ctx, { limitId: known.id, changes }));
  }
  const input = { enforcement: "block", ...fields, ...defined({ gateId, keyId }), period };
  print(await createSpendingLimit(ctx, checkInput(newSpendingLimit, input, "body")));
}

function defined(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function print({ now, ...limit }: SpendingLimit): void {
  const { id, scope, gateId, keyId, holderName, period, zone, enforcement, raisedUntil } = limit;
  const line = {
    ...{ id, scope, gateId, keyId, holderName, period, zone, enforcement },
    amountUsd: usdDecimal(limit.amountNanoUsd),
    raisedUsd: usdDecimal(limit.raisedNanoUsd),
    raisedUntil,
    fenceUsd: limit.fenceNanoUsd === null ? null : usdDecimal(limit.fenceNanoUsd),
    countsOwnKeys: limit.countsOwnKeys,
    spentUsd: usdDecimal(now.spentNanoUsd + now.fencedNanoUsd),
    reservedUsd: usdDecimal(now.reservedNanoUsd),
    percentUsed: now.percentUsed,
    status: now.status,
    resetsAt: now.resetsAt,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
