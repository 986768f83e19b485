import { eq, sql } from "drizzle-orm";
import { afterAll, beforeEach, expect, test } from "vitest";
import { openLedger } from "@/db/client";
import { makeKey, makeOwner, makeUser } from "@/db/factories";
import { alerts } from "@/db/schema/alerts";
import { dismissAlert } from "@/lib/alerts/dismiss-alert";
import { listAlerts } from "@/lib/alerts/queries";
import { raiseAlert } from "@/lib/alerts/raise-alert";
import { newId } from "@/lib/core/ids";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { startFakeMailServer } from "@/lib/testing/fake-mail-server";
import { unmailed } from "./due-mail";
import { mailAlerts } from "./mail-alerts";

const { db, url, end } = await testDatabase();
const others = [openLedger(url, { max: 4 }), openLedger(url, { max: 4 })];
const instances = [db, ...others.map((ledger) => ledger.db)];

const post = await startFakeMailServer();
const place = {
  smtpUrl: post.smtpUrl,
  from: "Layer <layer@example.test>",
  baseUrl: "http://layer.test",
};
afterAll(async () => {
  await post.stop();
  await Promise.all(others.map(({ sql: pool }) => pool.end()));
  await end();
});
beforeEach(() => {
  post.received.length = 0;
  post.refusal = null;
});

async function makeAlerted(keyName = "Production") {
  const { accountId, email } = await makeOwner(db);
  const { keyId } = await makeKey(db, { accountId, name: keyName });
  const ctx = testContext(db, accountId, { kind: "system", name: "Guard" });
  const raise = () =>
    raiseAlert(ctx, {
      type: "key.new_network",
      keyId,
      keyName,
      sameness: newId(),
      message: `${keyName} was used from a new network: 203.0.113.7.`,
      data: {},
    });
  await raise();
  const mails = () => post.mailsTo(email);
  return { ctx, accountId, email, keyId, raise, mails };
}

/** Lets the time until the next try pass. Moments are rounded to milliseconds, so `now()` can be one that is still to come. */
const makeDue = () => db.update(alerts).set({ nextMailAt: sql`now() - interval '1 second'` });

test("an alert is mailed to the account's owners with a link to the key, and to nobody else", async () => {
  const { accountId, email, keyId, mails } = await makeAlerted();
  const { email: second } = await makeUser(db, { accountId });
  const stranger = await makeOwner(db);
  await mailAlerts(db, place);
  expect(mails()).toHaveLength(1);
  const [mail] = mails();
  expect(mail?.subject).toBe("A key is used from a new network: Production");
  expect(mail?.from?.text).toContain("layer@example.test");
  const to = [mail?.to]
    .flat()
    .map((one) => one?.text)
    .join();
  expect([to.includes(email), to.includes(second), to.includes(stranger.email)]).toEqual([true, true, false]);
  for (const part of [mail?.text, mail?.html]) {
    expect(part).toContain("Production was used from a new network: 203.0.113.7.");
    expect(part).toContain(`http://layer.test/keys/${keyId}`);
  }
});

test("a request for a plan is mailed to who runs the instance, with a link to the page of plans", async () => {
  const { ctx, mails } = await makeAlerted();
  await raiseAlert(ctx, {
    type: "plan.requested",
    keyId: null,
    keyName: null,
    sameness: newId(),
    message: "Acme asks to change from the plan Free to Growth: We launch on Monday.",
    data: {},
  });
  await mailAlerts(db, place);
  const mail = mails().find(({ subject }) => subject === "An account asks for a plan");
  for (const part of [mail?.text, mail?.html]) {
    expect(part).toContain("Acme asks to change from the plan Free to Growth: We launch on Monday.");
    expect(part).toContain("http://layer.test/plan/manage");
  }
});

test("names are text in a mail, whatever is in them", async () => {
  const name = `<img src=x onerror=alert(1)>&"'\u00e9`;
  const { mails } = await makeAlerted(name);
  await mailAlerts(db, place);
  const [mail] = mails();
  expect(mail?.html).not.toContain("<img");
  expect(mail?.html).toContain("&lt;img src=x onerror=alert(1)&gt;&amp;&quot;&#39;\u00e9");
  expect(mail?.text).toContain(name);
  expect(mail?.subject).toContain(name);
});

test("instances that look at once mail each alert once", async () => {
  const all = await Promise.all(Array.from({ length: 4 }, () => makeAlerted()));
  await Promise.all([...instances, ...instances].map((each) => mailAlerts(each, place)));
  await mailAlerts(db, place);
  expect(all.map(({ mails }) => mails().length)).toEqual([1, 1, 1, 1]);
});

test("what the server refuses is tried again later, and after a day it is said that it was not mailed", async () => {
  const { ctx, mails } = await makeAlerted();
  post.refusal = new Error("not now");
  await mailAlerts(db, place);
  await mailAlerts(db, place);
  const row = async () => (await db.select().from(alerts).where(eq(alerts.accountId, ctx.accountId)))[0];
  expect(await row()).toMatchObject({ mailedAt: null, mailAttempts: 1 });
  await makeDue();
  await mailAlerts(db, place);
  expect(await row()).toMatchObject({ mailAttempts: 2 });
  await makeDue();
  await db
    .update(alerts)
    .set({ createdAt: sql`now() - interval '25 hours'` })
    .where(eq(alerts.accountId, ctx.accountId));
  post.refusal = null;
  await mailAlerts(db, place);
  expect(mails()).toEqual([]);
  expect(await unmailed(ctx)).toEqual({
    count: 1,
    lastError: "The mail server refused the sender or a recipient (EENVELOPE, answer 550).",
  });
});

test("a server that was away gets the mail when it is back", async () => {
  const { ctx, mails } = await makeAlerted();
  await mailAlerts(db, { ...place, smtpUrl: "smtp://127.0.0.1:1" });
  expect(await unmailed(ctx)).toMatchObject({
    count: 1,
    lastError: expect.stringMatching(/could not be reached/),
  });
  await makeDue();
  await mailAlerts(db, place);
  expect(mails()).toHaveLength(1);
  expect(await unmailed(ctx)).toMatchObject({ count: 0 });
});

test("what a person has seen already is not mailed", async () => {
  const { ctx, mails } = await makeAlerted();
  const { items } = await listAlerts(ctx, { isOpen: true, limit: 1 });
  await dismissAlert(ctx, { alertId: items[0]?.id ?? "" });
  await mailAlerts(db, place);
  expect(mails()).toEqual([]);
});
