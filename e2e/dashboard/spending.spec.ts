import type { Locator, Page } from "@playwright/test";
import { makeGate, makeKey } from "@/db/factories";
import { makeRequests } from "@/db/factories-requests";
import { makeSpendingLimit } from "@/db/factories-spending";
import { DAY_MS } from "@/lib/core/time";
import { expectAccessible } from "../fixtures/accessibility";
import { expect, signedInTest as test } from "../fixtures/dashboard";
import { chooseByKeyboard, pressOn } from "../fixtures/keyboard";
import { expectToFit } from "../fixtures/width";

const DOLLAR = 1_000_000_000n;

/** A call of the sandbox's model that may bring so many tokens, at $0.40 for a million. */
function call(url: string, secret: string, maxTokens: number): Promise<Response> {
  return fetch(`${url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
    body: JSON.stringify({
      model: "sandbox/echo",
      max_tokens: maxTokens,
      messages: [{ role: "user", content: "Say hello" }],
    }),
  });
}

/** A part of the page with its heading. */
function cardOf(page: Page, name: string): Locator {
  return page.locator("section").filter({ has: page.getByRole("heading", { name, exact: true }) });
}

test("set a limit, run into it, read the reason, raise it for today, and be served again", async ({
  page,
  app,
  ledger,
  owner,
}) => {
  test.slow();
  const { secret } = await makeKey(ledger.db, { accountId: owner.accountId, name: "CI" });
  await page.goto("/spending");
  await expect(page.getByRole("heading", { name: "No spending limit yet" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Set another limit" }).click();
  const dialog = page.getByRole("dialog", { name: "Set a spending limit" });
  await dialog.getByRole("button", { name: "Set limit" }).click();
  await expect(dialog.getByText("Use an amount in US dollars from 0")).toBeVisible();
  await expect(dialog.getByLabel("Amount in US dollars")).toBeFocused();
  await dialog.getByLabel("Amount in US dollars").fill("$0.0005");
  await dialog.getByLabel("Period").selectOption("daily");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Set limit" }).click();
  const meter = page.getByRole("meter", { name: "Daily limit of the account" }).first();
  await expect(meter).toHaveAttribute("aria-valuetext", "$0.00 of $0.00050, 0 % spent");

  expect((await call(app.url, secret, 100)).status).toBe(200);
  const refused = await call(app.url, secret, 5_000);
  expect(refused.status).toBe(402);
  expect(refused.headers.get("x-should-retry")).toBe("false");
  const { error } = await refused.json();
  expect(error).toMatchObject({ code: "spending_limit_exceeded", scope: "account", limit_usd: "0.0005" });

  await page.goto("/logs");
  await page.locator("a[data-log-row]").first().click();
  const panel = page.getByRole("complementary", { name: "Request" });
  await expect(panel).toContainText(error.message);
  await panel.getByRole("link", { name: "See the spending limits" }).click();

  await expect(
    page.getByText("The daily limit of the account has no room for calls", { exact: true }),
  ).toBeVisible();
  await expect(meter).not.toHaveAttribute("aria-valuetext", /^\$0\.00 of/);
  await expect(page.getByText('"code": "spending_limit_exceeded"').first()).toBeVisible();
  await expect(page.getByText("x-should-retry: false").first()).toBeVisible();
  await expectAccessible(page);
  await expectToFit(page, 375);
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.getByRole("button", { name: "Raise by $10 for today" }).click();
  await expect(page.getByText("has no room for calls")).toBeHidden();
  await expect(page.getByText(/^Raised by \$10\.00 until/)).toBeVisible();
  expect((await call(app.url, secret, 5_000)).status).toBe(200);
});

test("a limit is set, raised and begun anew with the keyboard alone", async ({ page, ledger, owner }) => {
  test.slow();
  const { accountId } = owner;
  const key = await makeKey(ledger.db, { accountId });
  await makeRequests(ledger.db, { accountId, ...key }, [{ costNanoUsd: 12n * DOLLAR }]);
  await page.goto("/overview");
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("s");
  await expect(page.getByRole("heading", { level: 1, name: "Spending" })).toBeVisible();
  await pressOn(page, page.getByRole("button", { name: "Set $20 a month" }));
  const form = page.getByRole("dialog", { name: "Set a spending limit" });
  await expect(form.getByLabel("Amount in US dollars")).toBeFocused();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("10");
  await page.keyboard.press("Enter");
  await expect(page.getByText("The monthly limit of the account is used up", { exact: true })).toBeVisible();
  await pressOn(page, page.getByRole("button", { name: "Another amount…" }));
  const raise = page.getByRole("dialog", { name: "Raise the monthly limit of the account" });
  await expect(raise.getByLabel("By, in US dollars")).toBeFocused();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("5");
  await page.keyboard.press("Enter");
  await expect(page.getByText("The monthly limit of the account is used up", { exact: true })).toBeHidden();
  await expect(page.getByText(/^Raised by \$5\.00 until/)).toBeVisible();
  const menu = page.getByRole("button", { name: "Actions for the monthly limit of the account" }).first();
  await menu.focus();
  await page.keyboard.press("Enter");
  await chooseByKeyboard(page, "Begin anew…");
  const question = page.getByRole("alertdialog", { name: "Begin the monthly limit of the account anew?" });
  await expect(question.getByRole("button", { name: "Begin anew" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(question).toBeHidden();
  await expect(page.getByText("The limit counts $0.00 of it")).toBeVisible();
  await expect(menu).toBeFocused();
});

test("it is said who is told of a limit, and a test alert goes there", async ({ page, ledger, owner }) => {
  const { accountId } = owner;
  await makeSpendingLimit(ledger.db, { accountId, amountNanoUsd: 10n * DOLLAR });
  await page.goto("/spending");
  const card = cardOf(page, "Alerts");
  await expect(card).toContainText("Not by mail: this instance has no mail server.");
  await expect(card).toContainText("By no webhook: there is none.");
  await card.getByRole("button", { name: "Send a test alert" }).click();
  await expect(page.getByText("A test alert is on its way")).toBeVisible();
  await expect(page.getByText("To the API Keys page. It arrives within half a minute.")).toBeVisible();
  await expect(card.getByRole("listitem").filter({ hasText: "This is a test" })).toBeVisible();
  await expectAccessible(page);
  await expectToFit(page, 375);
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto("/keys");
  const notice = page.getByRole("listitem").filter({ hasText: "This is a test" });
  await notice.getByRole("link", { name: "Open spending" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Spending" })).toBeVisible();
});

test("limits stand as a tree with the one that stops first, in the ledger, and where somebody has to see to them", async ({
  page,
  ledger,
  owner,
}) => {
  test.slow();
  const { accountId } = owner;
  const key = await makeKey(ledger.db, { accountId, name: "CI" });
  const { gateId } = await makeGate(ledger.db, { accountId, name: "support", isDefault: false });
  const days = Array.from({ length: 22 }, (_, ago) => ({
    startedAt: new Date(Date.now() - (ago + 1) * DAY_MS),
    costNanoUsd: DOLLAR,
  }));
  await makeRequests(ledger.db, { accountId, ...key }, days);
  const lifetime = { accountId, period: "lifetime" } as const;
  await makeSpendingLimit(ledger.db, { ...lifetime, amountNanoUsd: 900n * DOLLAR });
  const { limitId } = await makeSpendingLimit(ledger.db, {
    ...lifetime,
    keyId: key.keyId,
    amountNanoUsd: 25n * DOLLAR,
  });
  await makeSpendingLimit(ledger.db, { ...lifetime, gateId, amountNanoUsd: 0n });
  await ledger.sql`insert into spending_balances (limit_id, period_start, spent_nano_usd)
    values (${limitId}, to_timestamp(0), ${String(22n * DOLLAR)})`;

  await page.goto("/spending");
  await expect(page.getByText("Key CI stops first, in about 3 days.")).toBeVisible();
  await expect(
    page.getByText("The lifetime limit of gate support is used up", { exact: true }),
  ).toBeVisible();
  const meter = page.getByRole("meter", { name: "Lifetime limit of key CI" });
  await expect(meter).toHaveAttribute("aria-valuetext", "$22.00 of $25.00, 88 % spent");
  await expectAccessible(page);
  await expectToFit(page, 375);
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.getByRole("navigation", { name: "Limit" }).getByText("Key CI, lifetime").click();
  const ledgerTable = page.getByRole("table", { name: /^Ledger of the lifetime limit of key CI/ });
  await expect(ledgerTable.getByRole("row").nth(1)).toContainText("$22.00");
  await ledgerTable.getByRole("link").first().click();
  await expect(page.getByText("1 row, sum = $1.00")).toBeVisible();

  await page.goto("/overview");
  const attention = cardOf(page, "Needs attention");
  await expect(attention).toContainText("The lifetime limit of key CI is at 88 %");
  await expect(attention).toContainText("The lifetime limit of gate support refuses calls");
});

test("a key and a gate have their limits on their own pages, and members look without touching", async ({
  page,
  ledger,
  owner,
}) => {
  test.slow();
  const { accountId, userId } = owner;
  const { keyId } = await makeKey(ledger.db, { accountId, name: "Batch job" });
  const { gateId } = await makeGate(ledger.db, { accountId, name: "support", isDefault: false });
  await page.goto(`/keys/${keyId}/scope`);
  const card = cardOf(page, "Spending");
  await expect(card).toContainText("No limit of its own.");
  await card.getByRole("button", { name: "Set a limit" }).click();
  const form = page.getByRole("dialog", { name: "Set a spending limit" });
  await expect(form.getByLabel("What it limits")).toBeHidden();
  await form.getByLabel("Amount in US dollars").fill("25");
  await form.getByLabel("Count each as a fixed amount").check();
  await form.getByLabel("Amount for each in US dollars").fill("0.05");
  await form.getByRole("button", { name: "Set limit" }).click();
  await expect(page.getByRole("button", { name: "Dismiss" })).toBeVisible();
  await expect(card).toContainText("$0.00 of $25.00, 0 %");
  await expect(page).toHaveTitle(/Batch job/);
  await expectAccessible(page);
  await card.getByRole("button", { name: "Actions for the monthly limit of key Batch job" }).click();
  await page.getByRole("menuitem", { name: "Change…" }).click();
  const change = page.getByRole("dialog", { name: "Change the monthly limit of key Batch job" });
  await expect(change.getByLabel("Amount for each in US dollars")).toHaveValue("0.05");
  await expect(change.getByLabel("Count calls on your own provider keys")).toBeChecked();
  await change.getByLabel("Count calls on your own provider keys").uncheck();
  await change.getByLabel("Alert only").check();
  await change.getByRole("button", { name: "Save limit" }).click();
  await expect(card).toContainText("alerts only, without own provider keys");

  await page.goto(`/gates/${gateId}?tab=spending`);
  await card.getByRole("button", { name: "Set a limit" }).click();
  await form.getByLabel("Amount in US dollars").fill("3");
  await form.getByRole("button", { name: "Set limit" }).click();
  await expect(card).toContainText("$0.00 of $3.00");
  // The title comes after what an action has changed.
  await expect(page).toHaveTitle(/support/);
  await expectAccessible(page);
  await card.getByRole("button", { name: "Actions for the monthly limit of gate support" }).click();
  await page.getByRole("menuitem", { name: "Delete…" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete limit" }).click();
  await expect(card).toContainText("No limit of its own.");

  await ledger.sql`update users set role = 'member' where id = ${userId}`;
  await page.goto("/spending");
  await expect(page.getByRole("meter", { name: "Monthly limit of key Batch job" })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Actions for|^Set a limit/ })).toHaveCount(0);
});
