import { eq, sql } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { type Database, openLedger } from "@/db/client";
import { makeSpendingLimit } from "@/db/factories-spending";
import { apiKeys } from "@/db/schema/keys";
import { spendingLimits } from "@/db/schema/spending";
import { listAlerts } from "@/lib/alerts/queries";
import { type KeyId, newId } from "@/lib/core/ids";
import { HOUR_MS, systemClock } from "@/lib/core/time";
import { mailAlerts } from "@/lib/mail/mail-alerts";
import { setPrice } from "@/lib/prices/set-price";
import { sendTestAlert } from "@/lib/spending/send-test-alert";
import { watchSpending } from "@/lib/spending/watch/watch-spending";
import { testContext } from "@/lib/testing/context";
import { startFakeMailServer } from "@/lib/testing/fake-mail-server";
import { startFakeOpenAI } from "@/lib/testing/fake-openai";
import { startFakeReceiver } from "@/lib/testing/fake-receiver";
import { startGatewayServer } from "@/lib/testing/gateway-server";
import { createWebhook } from "@/lib/webhooks/create-webhook";
import { deliverDue } from "@/lib/webhooks/deliver-due";
import type { Job } from "./run-job";
import { startJobs } from "./start-jobs";

const provider = await startFakeOpenAI();
const post = await startFakeMailServer();
const gateway = await startGatewayServer(provider.baseUrl, {
  SMTP_URL: post.smtpUrl,
  EMAIL_FROM: "Layer <layer@example.test>",
});
const second = openLedger(gateway.databaseDoor.url, { max: 4 });
const receiver = await startFakeReceiver();
const faults: unknown[] = [];

/**
 * What two instances run, each under names of its own: so not even leases keep them apart.
 */
const running = [gateway.db, second.db].map((db, instance) =>
  startJobs(
    () => db,
    instanceJobs(db).map(
      ([name, run]): Job => ({ name: `${name} of ${instance}`, everyMs: 20, leaseMs: 60_000, run }),
    ),
    (_job, thrown) => faults.push(thrown),
  ),
);
afterAll(async () => {
  await Promise.all(running.map((jobs) => jobs.stop()));
  await second.sql.end();
  await Promise.all([post.stop(), receiver.stop(), gateway.stop(), provider.stop()]);
  expect([...faults, ...gateway.faults]).toEqual([]);
});

function instanceJobs(db: Database): Array<[string, Job["run"]]> {
  const place = { smtpUrl: post.smtpUrl, from: "Layer <layer@example.test>", baseUrl: "http://layer.test" };
  const look = async () => {
    const at = new Date();
    await watchSpending({ db, clock: systemClock }, { at, since: new Date(at.getTime() - 2 * HOUR_MS) });
    return null;
  };
  return [
    ["watch spending", look],
    ["alert mail", () => mailAlerts(db, place)],
    ["webhook deliveries", () => deliverDue(db, systemClock)],
  ];
}

/** Whatever there is to tell has been told after this. */
async function lookAgain(): Promise<void> {
  for (const [, run] of instanceJobs(gateway.db)) await run(null, () => {});
}

/** Answers bring as many tokens as they may, so each call costs exactly $0.10. */
provider.script = ({ ask }) => ({ kind: "answer", completionTokens: Number(ask.max_tokens) });
const hello = { model: "gpt-4o-mini", messages: [{ role: "user", content: "Say hello" }], max_tokens: 1_000 };

async function makeSpender() {
  const caller = await gateway.makeCaller();
  const { accountId, keyId, userId, email, authorization } = caller;
  await gateway.db.update(apiKeys).set({ name: "CI" }).where(eq(apiKeys.id, keyId));
  const ctx = testContext(gateway.db, accountId, { kind: "user", userId });
  const prices = { inputUsdPerMillion: "0", cachedInputUsdPerMillion: "0", outputUsdPerMillion: "100" };
  await setPrice(ctx, { provider: "openai", model: "gpt-4o-mini", ...prices });
  await createWebhook(ctx, { url: `${receiver.url}/${accountId}`, events: ["spend.*", "gate.*"] });
  return {
    accountId,
    keyId,
    gateId: caller.gateId,
    ctx,
    email,
    call: () => gateway.chat(authorization, hello),
    async callAtOnce(count: number) {
      const answers = await Promise.all(
        Array.from({ length: count }, () => gateway.chat(authorization, hello)),
      );
      return answers.filter(({ status }) => status === 200).length;
    },
    shown: async () =>
      (await listAlerts(ctx, { isOpen: true, limit: 50 })).items
        .filter(({ type }) => type.startsWith("spend."))
        .map(({ type, message }) => ({ type, message })),
    mails: () =>
      post
        .mailsTo(email)
        .map(({ subject }) => subject ?? "")
        .filter((subject) => subject.includes("limit")),
    events: () =>
      receiver.received
        .filter(({ path }) => path.endsWith(accountId))
        .map(({ body }) => JSON.parse(body) as { type: string; data: { after: Record<string, unknown> } }),
  };
}

test("a limit that blocks is told of once at 80 % and once when it is reached, by each way, whatever calls come", async () => {
  const { accountId, keyId, callAtOnce, shown, mails, events } = await makeSpender();
  await makeSpendingLimit(gateway.db, { accountId, keyId, amountNanoUsd: 2_000_000_000n });
  expect(await callAtOnce(40)).toBe(20);
  await expect.poll(() => mails().length).toBe(2);
  await expect.poll(() => events().length).toBe(2);
  // Clients that come again, and many more looks.
  for (let round = 0; round < 5; round += 1) expect(await callAtOnce(20)).toBe(0);
  await lookAgain();
  expect((await shown()).toSorted(byType)).toEqual([
    {
      type: "spend.limit_reached",
      message: expect.stringMatching(
        /^Key CI has reached its monthly limit of \$2\.00: \$(2\.00 is spent|1\.9\d is spent, and a call did not fit into the rest)\. Calls are refused until it resets on .* UTC, or until you raise it on the Spending page\.$/,
      ),
    },
    {
      type: "spend.threshold",
      message: expect.stringMatching(
        /^Key CI has spent 80 % of its monthly limit of \$2\.00: \$[12]\.\d\d so far\. At the limit, calls are refused\. It resets on .* UTC\.$/,
      ),
    },
  ]);
  expect(mails().toSorted()).toEqual(["A spending limit is reached: CI", "Spending nears a limit: CI"]);
  expect(
    events()
      .map(({ type }) => type)
      .toSorted(),
  ).toEqual(["spend.limit_reached", "spend.threshold"]);
});

test("a limit that only tells lets everything through, and tells as often", async () => {
  const { accountId, callAtOnce, shown, mails, events } = await makeSpender();
  await makeSpendingLimit(gateway.db, {
    accountId,
    amountNanoUsd: 1_000_000_000n,
    enforcement: "alert_only",
  });
  for (let round = 0; round < 5; round += 1) expect(await callAtOnce(8)).toBe(8);
  await expect.poll(() => mails().length).toBe(2);
  await expect.poll(() => events().length).toBe(2);
  expect(await callAtOnce(8)).toBe(8);
  await lookAgain();
  expect((await shown()).toSorted(byType)).toMatchObject([
    {
      message: expect.stringMatching(
        /^The account has reached its monthly limit of \$1\.00: \$\d\.\d\d is spent\. Calls go on, since the limit only tells\. It resets on/,
      ),
    },
    { message: expect.stringMatching(/^The account has spent 80 % of its monthly limit of \$1\.00: /) },
  ]);
  expect([mails().length, events().length]).toEqual([2, 2]);
});

test("a gate whose limit is used up is suspended, and resumed when the limit is raised; then it is told anew", async () => {
  const { accountId, gateId, callAtOnce, shown, events } = await makeSpender();
  const { limitId } = await makeSpendingLimit(gateway.db, { accountId, gateId, amountNanoUsd: 500_000_000n });
  const types = () => events().map(({ type }) => type);
  expect(await callAtOnce(10)).toBe(5);
  await expect.poll(() => types().toSorted()).toEqual(REACHED);
  await gateway.db
    .update(spendingLimits)
    .set({ raisedNanoUsd: 500_000_000n, raisedUntil: new Date(Date.now() + HOUR_MS), updatedAt: sql`now()` })
    .where(eq(spendingLimits.id, limitId));
  await expect.poll(() => types().slice(3).toSorted()).toEqual(["gate.resumed", "spend.reset"]);
  expect(await shown()).toEqual([]);
  expect(await callAtOnce(10)).toBe(5);
  await expect.poll(() => types().slice(5).toSorted()).toEqual(REACHED);
  expect((await shown()).map(({ message }) => message)).toContainEqual(
    expect.stringMatching(
      /^Gate default has spent 80 % of its monthly limit of \$1\.00, raised until .* UTC: /,
    ),
  );
  const suspended = events().find(({ type }) => type === "gate.suspended")?.data;
  expect(suspended).toMatchObject({
    gate: { id: gateId },
    actor: { kind: "system", name: "Spending" },
    after: { limitId, limitUsd: "0.5", spentUsd: "0.5", isSuspended: true },
  });
});

const REACHED = ["gate.suspended", "spend.limit_reached", "spend.threshold"];
test("a test alert takes the same ways and says that it is one; a second within a minute is refused", async () => {
  const { ctx, email, shown, mails, events } = await makeSpender();
  await createWebhook(ctx, { url: receiver.url, events: ["key.*"] });
  ctx.clock.at = new Date();
  const sent = await sendTestAlert(ctx);
  expect(sent).toEqual({
    mailedTo: [email],
    webhooks: [{ id: expect.any(String), url: expect.stringContaining(ctx.accountId) }],
    otherWebhooks: 1,
  });
  await expect(sendTestAlert(ctx)).rejects.toMatchObject({ code: "conflict" });
  await expect.poll(() => mails()).toEqual(["Test: Spending nears a limit"]);
  await expect
    .poll(() => events().map(({ type, data }) => [type, data.after.isTest]))
    .toEqual([["spend.threshold", true]]);
  expect(await shown()).toEqual([
    {
      type: "spend.threshold",
      message: "This is a test: no spending limit is near. Alerts of spending limits arrive this way.",
    },
  ]);
  const limited = { kind: "key", keyId: newId<KeyId>(), scope: {} } as const;
  await expect(sendTestAlert({ ...ctx, actor: limited })).rejects.toMatchObject({ code: "scope_access" });
});

const byType = (one: { type: string }, other: { type: string }) => one.type.localeCompare(other.type);
