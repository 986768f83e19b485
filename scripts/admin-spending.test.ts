import { afterAll, beforeAll, expect, test } from "vitest";
import { makeKey, makeOwner } from "@/db/factories";
import { newId } from "@/lib/core/ids";
import { bundleAdmin, runAdmin } from "@/lib/testing/admin-terminal";
import { testDatabase } from "@/lib/testing/database";
import { ADMIN_HELP, readOrder } from "./admin/read-order";

let database: Awaited<ReturnType<typeof testDatabase>>;
let bundle: Awaited<ReturnType<typeof bundleAdmin>>;
let owner: Awaited<ReturnType<typeof makeOwner>>;
beforeAll(async () => {
  database = await testDatabase();
  bundle = await bundleAdmin();
  owner = await makeOwner(database.db, { plan: "free" });
});
afterAll(async () => {
  bundle.end();
  await database.end();
});

const admin = (...args: string[]) => runAdmin(bundle.program, database.url, args);

/** What a command says that is not done: `withGround` ends with 1 and this sentence. */
const refusalOf = async (words: string[]) => {
  const order = readOrder(words);
  return typeof order === "string" ? order : order(database.db).catch((error: unknown) => error);
};
const ONE_SENTENCE = { name: expect.stringMatching(/^(App)?Error$/), message: expect.stringMatching(/^.+$/) };

const lineOf = ({ out }: { out: string }) => JSON.parse(out);

test("spending set makes, changes and removes a limit, spending lists it, and it is in the trail as the operator's", async () => {
  const { keyId } = await makeKey(database.db, { accountId: owner.accountId, name: "Production" });
  const made = await admin("spending", "set", owner.email, "daily", "amount=0.0004", `key=${keyId}`);
  expect([made.exitCode, made.err]).toEqual([0, ""]);
  const limit = lineOf(made);
  expect(limit).toMatchObject({
    scope: "key",
    keyId,
    holderName: "Production",
    amountUsd: "0.0004",
    enforcement: "block",
    zone: "UTC",
    spentUsd: "0",
    status: "active",
  });
  const words = ["enforcement=alert_only", "zone=Europe/Berlin", "fence=0.5", "own-keys=no"];
  const changed = lineOf(await admin("spending", "set", owner.email, "daily", `key=${keyId}`, ...words));
  expect(changed).toMatchObject({
    id: limit.id,
    amountUsd: "0.0004",
    zone: "Europe/Berlin",
    fenceUsd: "0.5",
    countsOwnKeys: false,
  });
  expect(lineOf(await admin("spending", owner.email.toUpperCase()))).toEqual(changed);
  const removed = await admin("spending", "set", owner.email, "daily", "amount=none", `key=${keyId}`);
  expect(removed).toEqual({ exitCode: 0, out: "", err: "" });
  const trail = await database.sql`
    select action, actor_kind from audit_entries where account_id = ${owner.accountId} order by sequence`;
  expect(trail.map(({ action, actor_kind }) => [action, actor_kind])).toEqual(
    ["created", "updated", "deleted"].map((what) => [`spending_limit.${what}`, "operator"]),
  );
});

test("amounts that no limit can have, unknown people and holders are refused in one sentence", async () => {
  const set = (...words: string[]) => ["spending", "set", owner.email, ...words];
  const refused = [
    ...["-1", "0.0000000001", "100000000000000000000", "many"].map((usd) => set("monthly", `amount=${usd}`)),
    set("monthly", "enforcement=block"),
    set("monthly", "amount=none"),
    set("monthly", "amount=1", "zone=Mars/Olympus"),
    set("monthly", "amount=1", `gate=${newId()}`),
    ["spending", "nobody@example.com"],
  ];
  for (const words of refused) expect(await refusalOf(words)).toMatchObject(ONE_SENTENCE);
});

test("wrong usage is no order, and the help has this command", () => {
  const usages = [
    ["spending"],
    ["spending", "a@example.com", "now"],
    ["spending", "set", "a@example.com", "monthly"],
    ["spending", "set", "a@example.com", "yearly", "amount=1"],
    ["spending", "set", "a@example.com", "monthly", "colour=red"],
    ["spending", "set", "a@example.com", "monthly", "amount=1", "own-keys=maybe"],
    ["spending", "set", "a@example.com", "monthly", "amount=1", "amount=2"],
  ];
  for (const words of usages) expect([words, typeof readOrder(words)]).toEqual([words, "string"]);
  expect(ADMIN_HELP).toContain("spending set EMAIL PERIOD");
});
