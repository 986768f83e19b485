import { afterAll, beforeAll, expect, test } from "vitest";
import { makeOwner } from "@/db/factories";
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

const linesOf = ({ out }: { out: string }) =>
  out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

test("plan set changes what is named, plans shows it, and it is in the trail as the operator's", async () => {
  const words = ["requestsPerMinute=600", "keys=none", "name=Team of one", "selfServe=yes"];
  const set = await admin("plan", "set", "starter", ...words);
  expect(set).toMatchObject({ exitCode: 0, err: "" });
  const listed = await admin("plans");
  const shown = linesOf(listed);
  expect(shown.map(({ id }) => id)).toEqual(["free", "starter", "growth", "scale", "custom"]);
  expect(shown[1]).toEqual(linesOf(set)[0]);
  expect(shown[1]).toMatchObject({
    name: "Team of one",
    isSelfServe: true,
    limits: { requestsPerMinute: 600, keys: null, tokensPerMinute: 1_000_000 },
  });
  const trail =
    await database.sql`select actor_kind, account_id from audit_entries where action = 'plan.updated'`;
  expect(trail).toEqual([{ actor_kind: "operator", account_id: owner.accountId }]);
});

test("account-plan and account-limits set what an account has, keep what is not named, and give it back", async () => {
  const on = await admin("account-plan", owner.email.toUpperCase(), "growth");
  expect(linesOf(on)).toMatchObject([{ accountId: owner.accountId, plan: "growth", overrides: null }]);
  const own = await admin("account-limits", owner.email, "requestsPerMinute=900", "keys=none");
  expect(linesOf(own)).toMatchObject([
    { overrides: { requestsPerMinute: 900, keys: null }, limits: { requestsPerMinute: 900, keys: null } },
  ]);
  const less = await admin("account-limits", owner.email, "requestsPerMinute=plan", "concurrentRequests=0");
  expect(linesOf(less)[0].overrides).toEqual({ keys: null, concurrentRequests: 0 });
  const reset = await admin("account-limits", owner.email, "reset");
  expect(linesOf(reset)[0].overrides).toBeNull();
  const actions = await database.sql`
    select action, actor_kind from audit_entries where account_id = ${owner.accountId} and action like 'account.%' order by sequence`;
  expect(actions.map(({ action, actor_kind }) => [action, actor_kind])).toEqual([
    ["account.plan_changed", "operator"],
    ...Array.from({ length: 3 }, () => ["account.limits_changed", "operator"]),
  ]);
});

test("numbers that no limit can have, custom as self-serve and unknown people are refused in one sentence", async () => {
  const refused = [
    ...["-1", "1.5", "100000000000000000000", "many"].map((number) => [
      "plan",
      "set",
      "free",
      `keys=${number}`,
    ]),
    ["plan", "set", "custom", "selfServe=yes"],
    ["plan", "set", "free", "name= "],
    ["plan", "set", "free", "logDays=0"],
    ["account-limits", owner.email, "keys=-1"],
    ["account-limits", owner.email, "logDays=36501"],
    ["account-plan", "nobody@example.com", "free"],
  ];
  for (const words of refused) expect(await refusalOf(words)).toMatchObject(ONE_SENTENCE);
});

test("wrong usage is no order, and the help has these commands", () => {
  const usages = [
    ["plans", "now"],
    ["plan", "set", "free"],
    ["plan", "set", "gold", "keys=1"],
    ["plan", "set", "free", "colour=red"],
    ["plan", "set", "free", "selfServe=maybe"],
    ["account-plan", "a@example.com"],
    ["account-limits", "a@example.com", "keys"],
    ["account-limits", "a@example.com", "keys=1", "keys=2"],
  ];
  for (const words of usages) expect([words, typeof readOrder(words)]).toEqual([words, "string"]);
  for (const usage of ["plans", "plan set ID", "account-plan EMAIL PLAN", "account-limits EMAIL"]) {
    expect(ADMIN_HELP).toContain(usage);
  }
});
