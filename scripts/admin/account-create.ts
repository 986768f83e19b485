import type { Database } from "@/db/client";
import { PLANS, type Plan } from "@/lib/accounts/contract";
import { createAccount } from "@/lib/accounts/create-account";
import { systemClock } from "@/lib/core/time";
import { checkedName } from "@/lib/keys/checked-name";
import { createKey } from "@/lib/keys/create-key";
import { type Command, textOptions } from "./command";

const HELP = `
Creates an account with its owner and prints one JSON line: { accountId, userId, keyId, key }.

  --email E      address of the owner, for signing in
  --password P   at least 12 characters
  --plan NAME    ${PLANS.join(", ")} (default: free; custom has no limits)
  --key NAME     also creates an API key of this name and prints it, once; without it keyId and key are null
`;

type Order = { email: string; password: string; plan: Plan; keyName: string | null };

export const accountCreate: Command = {
  words: "account create",
  usage: "account create --email E --password P [--plan NAME] [--key NAME]",
  help: HELP,
  read(args) {
    const { email, password, plan = "free", key } = textOptions(args, ["email", "password", "plan", "key"]);
    if (email === undefined || password === undefined) return "--email and --password are required.";
    const known = PLANS.find((name) => name === plan);
    if (known === undefined) return `There is no plan "${plan}".`;
    return (db) => createAccountWithKey(db, { email, password, plan: known, keyName: key ?? null });
  },
};

async function createAccountWithKey(db: Database, { keyName, ...owner }: Order): Promise<void> {
  // A bad name must not leave an account behind.
  if (keyName !== null) checkedName(keyName);
  const { accountId, userId } = await createAccount({ db, clock: systemClock }, owner);
  const ctx = { db, clock: systemClock, accountId, actor: { kind: "operator" } as const };
  const made = keyName === null ? null : await createKey(ctx, { name: keyName });
  const result = { accountId, userId, keyId: made?.key.id ?? null, key: made?.secret ?? null };
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
