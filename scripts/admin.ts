// The operator's commands at the terminal. Standard output carries exactly one JSON line, for scripts.
import { parseArgs } from "node:util";
import { withGround } from "@/boot/with-ground";
import type { Database } from "@/db/client";
import { PLANS, type Plan } from "@/lib/accounts/contract";
import { createAccount } from "@/lib/accounts/create-account";
import { systemClock } from "@/lib/core/time";
import { checkedName } from "@/lib/keys/checked-name";
import { createKey } from "@/lib/keys/create-key";

const HELP = `
Usage: npm run -s admin -- account create --email E --password P [--plan NAME] [--key NAME]

Creates an account with its owner and prints one JSON line: { accountId, userId, keyId, key }.

  --email E      address of the owner, for signing in
  --password P   at least 12 characters
  --plan NAME    ${PLANS.join(", ")} (default: free; custom has no limits)
  --key NAME     also creates an API key of this name and prints it, once; without it keyId and key are null

Works beside a running server, and alone. Exit codes: 0 done, 1 not done (one sentence says why), 2 wrong usage.
`;

type Order = { email: string; password: string; plan: Plan; keyName: string | null };

function readOrder(args: string[]): Order | string {
  try {
    const option = { type: "string" } as const;
    const options = { email: option, password: option, plan: option, key: option };
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    if (positionals.join(" ") !== "account create") return "The only command is `account create`.";
    const { email, password, plan = "free", key } = values;
    if (email === undefined || password === undefined) return "--email and --password are required.";
    const known = PLANS.find((name) => name === plan);
    if (known === undefined) return `There is no plan "${plan}".`;
    return { email, password, plan: known, keyName: key ?? null };
  } catch (error) {
    return (error as Error).message;
  }
}

async function createAccountWithKey(db: Database, { keyName, ...owner }: Order): Promise<void> {
  // A bad name must not leave an account behind.
  if (keyName !== null) checkedName(keyName);
  const { accountId, userId } = await createAccount({ db, clock: systemClock }, owner);
  const ctx = { db, clock: systemClock, accountId, actor: { kind: "operator" } as const };
  const made = keyName === null ? null : await createKey(ctx, { name: keyName });
  const result = { accountId, userId, keyId: made?.key.id ?? null, key: made?.secret ?? null };
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

const order = readOrder(process.argv.slice(2));
if (typeof order === "string") {
  process.stderr.write(`${order}\n${HELP}`);
  process.exit(2);
}
await withGround((db) => createAccountWithKey(db, order));
