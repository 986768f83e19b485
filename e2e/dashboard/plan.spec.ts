import { makeKey } from "@/db/factories";
import { makeRequests } from "@/db/factories-requests";
import { DAY_MS, HOUR_MS } from "@/lib/core/time";
import { expectAccessible } from "../fixtures/accessibility";
import { expect, signedInTest as test } from "../fixtures/dashboard";
import { expectToFit } from "../fixtures/width";

const hello = { model: "sandbox/echo", messages: [{ role: "user", content: "Say hello" }] };

test("from a call that a limit refused to the reason, and from its bar to its row", async ({
  page,
  app,
  ledger,
  owner,
}) => {
  test.slow();
  const { accountId } = owner;
  await ledger.sql`update accounts set plan = 'free' where id = ${accountId}`;
  const { secret } = await makeKey(ledger.db, {
    accountId,
    name: "Batch job",
    limits: { requestsPerMinute: 2 },
  });
  const statuses: number[] = [];
  for (let call = 0; call < 3; call += 1) {
    const answer = await fetch(`${app.url}/v1/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
      body: JSON.stringify(hello),
    });
    statuses.push(answer.status);
  }
  expect(statuses).toEqual([200, 200, 429]);

  await page.goto("/plan");
  const own = page.getByRole("region", { name: "Limits of keys and gates" }).getByRole("table");
  const row = own.getByRole("row", { name: /Batch job/ });
  await expect(row).toContainText("Requests per minute");
  await expect(row.getByRole("meter", { name: /Batch job/ })).toHaveAttribute(
    "aria-valuetext",
    "0 of 2 left",
  );
  const account = page.getByRole("table", { name: "Limits of the account" });
  await expect(account.getByRole("row", { name: /Requests per minute/ })).toContainText("Plan");
  await expect(account.getByRole("meter", { name: /Requests per minute/ })).toHaveAttribute(
    "aria-valuenow",
    "2",
  );
  await expect(page.getByText("retry-after-ms: 17250")).toBeVisible();

  const chart = page.getByRole("figure", { name: "Refused calls by limit" });
  await expect(chart).toContainText("1 call refused in 30 days, 100 % by requests per minute of the key.");
  await expectAccessible(page);
  await expectToFit(page, 320);
  await page.setViewportSize({ width: 1280, height: 900 });

  await chart.locator("rect.cursor-pointer").last().click();
  await expect(page).toHaveURL(/\/logs\?error=rate_limit_exceeded&refused_by=requestsPerMinute%3Akey&/);
  await expect(page.getByText("1 row, sum = $0.00")).toBeVisible();
  await page.locator("a[data-log-row]").first().click();
  const panel = page.getByRole("complementary", { name: "Request" });
  await expect(panel).toContainText('The key "Batch job" allows 2 requests per minute.');
});

test("an account without limits is told so, and what smaller plans would have refused", async ({
  page,
  ledger,
  owner,
}) => {
  const { accountId } = owner;
  const key = await makeKey(ledger.db, { accountId });
  const startedAt = new Date(Date.now() - 2 * HOUR_MS);
  await makeRequests(
    ledger.db,
    { accountId, ...key },
    Array.from({ length: 200 }, () => ({ startedAt })),
  );
  await page.goto("/plan");
  await expect(page.getByText("No limits: your plan allows everything")).toBeVisible();
  const others = page.getByRole("table", { name: "What other plans would have refused" });
  await expect(others.getByRole("row", { name: /Free/ })).toContainText("Too small");
  await expect(others.getByRole("row", { name: /Scale/ })).toContainText("Everything fits");
  await expect(page.getByText("No call was refused by a limit in the last 30 days.")).toBeVisible();
  await expectAccessible(page);
});

test("a plan is asked for, and granted by whoever runs the instance; a key is limited on its page", async ({
  page,
  ledger,
  owner,
}) => {
  test.slow();
  const { accountId } = owner;
  // Whoever owns the first account runs the instance.
  await ledger.sql`update accounts set plan = 'free', created_at = '1998-01-01' where id = ${accountId}`;
  const { keyId } = await makeKey(ledger.db, { accountId, name: "Batch job" });
  await page.goto("/plan");
  await page.getByRole("button", { name: "Change plan" }).click();
  const dialog = page.getByRole("dialog", { name: "Change plan" });
  await dialog.getByLabel("Plan").selectOption("scale");
  await dialog.getByRole("button", { name: "Ask for the plan" }).click();
  await expect(dialog.getByText("Say why you need it.")).toBeVisible();
  await dialog.getByLabel("Reason").fill("Many customers");
  await dialog.getByRole("button", { name: "Ask for the plan" }).click();
  await expect(page.getByText("The request for the plan Scale is waiting for an answer")).toBeVisible();

  await page.getByRole("link", { name: "Manage plans" }).click();
  await expect(page.getByText("Many customers")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Grant Scale for" }).click();
  await page
    .getByRole("dialog", { name: /^Grant Scale/ })
    .getByRole("button", { name: "Grant" })
    .click();
  await expect(page.getByText("Nobody is waiting for an answer.")).toBeVisible();
  await page.getByRole("button", { name: "Edit Scale" }).click();
  const edit = page.getByRole("dialog", { name: "Edit Scale" });
  await edit.getByLabel("Requests per minute").fill("7.5");
  await edit.getByRole("button", { name: "Save plan" }).click();
  await expect(edit.getByText("Use a whole number from 0")).toBeVisible();
  await edit.getByLabel("Requests per minute").fill("7001");
  await edit.getByRole("button", { name: "Save plan" }).click();
  await expect(edit).toBeHidden();

  await page.goto(`/keys/${keyId}/scope`);
  await page.getByLabel("Requests per minute").fill("3");
  await page.getByRole("button", { name: "Save rate limits" }).click();
  await expect(page.getByText("Rate limits saved")).toBeVisible();
  await expectAccessible(page);
  await page.goto("/plan");
  await expect(page.getByRole("row", { name: /Batch job/ })).toContainText("7,001");
  await ledger.sql`update accounts set created_at = now() where id = ${accountId}`;
});

test("who runs the instance sees what a shorter log deletes before it does, and the log says what has expired", async ({
  page,
  ledger,
  owner,
}) => {
  test.slow();
  const { accountId } = owner;
  await ledger.sql`update accounts set plan = 'growth', created_at = '1998-01-01' where id = ${accountId}`;
  const key = await makeKey(ledger.db, { accountId });
  const startedAt = new Date(Date.now() - 45 * DAY_MS);
  await makeRequests(ledger.db, { accountId, ...key }, [{ startedAt }, { startedAt }, {}]);
  await page.goto("/plan");
  await expect(page.getByText("Rows of the log are kept for 180 days, as your plan says.")).toBeVisible();

  await page.goto("/plan/manage");
  await page.getByRole("button", { name: "Edit Growth" }).click();
  const edit = page.getByRole("dialog", { name: "Edit Growth" });
  await edit.getByLabel("Days of log").fill("0");
  await edit.getByRole("button", { name: "Save plan" }).click();
  await expect(edit.getByText("Use a whole number from 1 to 36,500.")).toBeVisible();
  await edit.getByLabel("Days of log").fill("44");
  await edit.getByRole("button", { name: "Save plan" }).click();
  await expect(edit.getByRole("alert")).toContainText("2 requests of one account");
  await expectAccessible(page);
  // Other days are other rows: what was shown is not what would be saved.
  await edit.getByLabel("Days of log").fill("46");
  await edit.getByRole("button", { name: "Save plan" }).click();
  await expect(edit).toBeHidden();
  await page.getByRole("button", { name: "Edit Growth" }).click();
  await edit.getByLabel("Days of log").fill("44");
  await edit.getByRole("button", { name: "Save plan" }).click();
  await edit.getByRole("button", { name: "Save and delete" }).click();
  await expect(edit).toBeHidden();

  // What the job does within an hour.
  await ledger.sql`delete from requests where account_id = ${accountId} and started_at = ${startedAt}`;
  await ledger.sql`
    insert into account_retention (account_id, kept_from, dropped)
    values (${accountId}, date_trunc('hour', now(), 'UTC') - interval '44 days', 2)`;
  await page.goto("/logs?range=90d");
  await expect(page.getByText("are older than your 44-day retention")).toBeVisible();
  await expect(page.getByText("1 row, sum =")).toBeVisible();
  await expect(page.getByText("2 more have expired; their sums remain")).toBeVisible();
  await expectAccessible(page);
  await page.goto("/logs");
  await expect(page.getByText("1 row, sum =")).toBeVisible();
  await expect(page.getByText("-day retention")).toBeHidden();
  await ledger.sql`update plans set limits = limits || '{"logDays": 180}' where id = 'growth'`;
  await ledger.sql`update accounts set created_at = now() where id = ${accountId}`;
});
