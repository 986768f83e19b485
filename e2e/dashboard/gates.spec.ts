import type { Page } from "@playwright/test";
import { makeAccount, makeGate, makeKey, makeSession, SESSION_COOKIE } from "@/db/factories";
import { makeRequests } from "@/db/factories-requests";
import { makeSpendingLimit } from "@/db/factories-spending";
import { HOUR_MS } from "@/lib/core/time";
import { expectAccessible } from "../fixtures/accessibility";
import { expect } from "../fixtures/dashboard";
import { choose, model, row, tab, gatesTest as test } from "../fixtures/gates-room";
import { waitForScripts } from "../fixtures/hydration";
import { call } from "../fixtures/keys-room";
import { expectTableToFit, expectToFit } from "../fixtures/width";

const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name, exact: true });
const save = (page: Page) => page.getByRole("button", { name: "Save", exact: true });
const unsaved = (page: Page) => page.getByRole("region", { name: "Unsaved changes" });

const CHAIN = {
  model: "gpt-4o-mini",
  fallbackModels: ["gpt-4o", "sandbox/echo"],
  routingStrategy: "fallback" as const,
};

test("a first gate is made from a starter and answers to its name at once", async ({
  page,
  app,
  ledger,
  owner,
}) => {
  await ledger.sql`update gates set deleted_at = now() where account_id = ${owner.accountId}`;
  await page.goto("/gates");
  await expect(page.getByRole("heading", { name: "Create your first gate" })).toBeVisible();
  await page.getByRole("link", { name: /Fast and cheap with a fallback/ }).click();
  await expect(heading(page, "New gate")).toBeVisible();
  await tab(page, "Models & routing").click();
  await expect(model(page, 1)).toHaveValue("gpt-4o-mini");
  await expect(model(page, 2)).toHaveValue("gpt-4o");
  await tab(page, "Basics").click();
  await page.getByRole("textbox", { name: "Name" }).fill("support");
  await page.getByRole("button", { name: "Create gate" }).click();
  await expect(heading(page, "support")).toBeVisible();
  await page.getByRole("link", { name: "Gates" }).first().click();
  await expect(row(page, "support")).toContainText("Fallback");
  await expect(row(page, "support")).toContainText("Active");
  const { secret } = await makeKey(ledger.db, { accountId: owner.accountId });
  expect((await call(app.url, secret, "support")).model).toBe("gpt-4o-mini");
});

test("models are put in another order with the keyboard alone, and the order is saved", async ({
  page,
  ledger,
  owner,
}) => {
  const { gateId } = await makeGate(ledger.db, {
    ...owner,
    name: "chain",
    isDefault: false,
    settings: CHAIN,
  });
  await page.goto(`/gates/${gateId}?tab=models`);
  await model(page, 3).focus();
  await page.keyboard.press("Alt+ArrowUp");
  await expect(model(page, 2)).toBeFocused();
  await expect(model(page, 2)).toHaveValue("sandbox/echo");
  await page.getByRole("button", { name: "Move model 2 up" }).press("Enter");
  await expect(page.getByRole("button", { name: "Move model 1 up" })).toBeFocused();
  await expect(page.getByText("sandbox/echo is number 1 of 3 now.")).toBeAttached();
  await expect(unsaved(page)).toContainText("1 unsaved change");
  await page.getByRole("textbox", { name: "Note for the history" }).fill("Cheapest first");
  await page.keyboard.press("ControlOrMeta+s");
  await expect(page.getByText("Gate saved")).toBeVisible();
  await expect(unsaved(page)).toHaveCount(0);
  await page.reload();
  await expect(model(page, 1)).toHaveValue("sandbox/echo");
  await expect(model(page, 2)).toHaveValue("gpt-4o-mini");
});

test("what is wrong is said while typing, under its field, and keeps a gate from being saved", async ({
  page,
  owner,
}) => {
  await page.goto(`/gates/${owner.gateId}?tab=parameters`);
  const temperature = page.getByRole("textbox", { name: "Temperature" });
  await temperature.fill("warm");
  await expect(temperature).toHaveAccessibleDescription(/Type a number/);
  await temperature.fill("9");
  await expect(temperature).toHaveAccessibleDescription(/Use a number from 0 to 2/);
  await tab(page, "Models & routing").click();
  await page.getByRole("button", { name: "Add model" }).click();
  await expect(model(page, 2)).toBeFocused();
  await page.keyboard.type("claude-haiku-4-5");
  const problems = page.getByRole("list").filter({ hasText: "has no key yet" });
  await expect(problems.first()).toBeVisible();
  await expect(page.getByRole("link", { name: "Open Provider Keys" }).first()).toHaveAttribute(
    "href",
    "/provider-keys",
  );
  await model(page, 2).fill("nobody/knows-it");
  await expect(page.getByText(/"nobody\/knows-it" is a removed or unknown model/).first()).toBeVisible();
  await save(page).click();
  await expect(temperature).toBeFocused();
  await page.getByRole("button", { name: "Discard" }).click();
  await expect(unsaved(page)).toHaveCount(0);
});

test("a name that another gate has is refused at its field", async ({ page, ledger, owner }) => {
  await makeGate(ledger.db, { ...owner, name: "taken", isDefault: false });
  await page.goto(`/gates/${owner.gateId}`);
  const name = page.getByRole("textbox", { name: "Name" });
  await name.fill("taken");
  await save(page).click();
  await expect(name).toHaveAccessibleDescription(/already a gate called "taken"/);
  await expect(name).toBeFocused();
});

test("a gate that another session saved is not overwritten unseen", async ({
  page,
  browser,
  app,
  ledger,
  owner,
}) => {
  const { accountId } = owner;
  const { gateId } = await makeGate(ledger.db, { accountId, name: "shared", isDefault: false });
  const { token } = await makeSession(ledger.db, { userId: owner.userId });
  const context = await browser.newContext({ baseURL: app.url });
  await context.addCookies([{ name: SESSION_COOKIE, value: token, url: app.url }]);
  const other = await context.newPage();
  waitForScripts(other);
  await page.goto(`/gates/${gateId}`);
  await other.goto(`/gates/${gateId}`);
  await other.getByRole("textbox", { name: "Description" }).fill("Theirs");
  await save(other).click();
  await expect(other.getByText("Gate saved")).toBeVisible();
  await context.close();

  await page.getByRole("textbox", { name: "Description" }).fill("Mine");
  await save(page).click();
  await expect(unsaved(page)).toContainText("Test Person saved version 2");
  await expect(page.getByRole("button", { name: "Review changes" })).toBeFocused();
  await page.keyboard.press("Enter");
  const review = page.getByRole("dialog", { name: "Version 2 and your changes" });
  await expect(review.getByRole("row", { name: /Description/ })).toContainText("Theirs");
  await expect(review.getByRole("row", { name: /Description/ })).toContainText("Mine");
  await expectAccessible(page);
  await review.getByRole("button", { name: "Overwrite with mine" }).click();
  await expect(page.getByText("Gate saved")).toBeVisible();
  await expect(unsaved(page)).toHaveCount(0);

  await tab(page, "History").click();
  await expect(page.getByRole("checkbox", { name: "Compare version 3" })).toBeVisible();
});

test("two versions are compared, and the older one is restored as a new one", async ({
  page,
  ledger,
  owner,
}) => {
  const { gateId } = await makeGate(ledger.db, { ...owner, name: "kept", isDefault: false, settings: CHAIN });
  await page.goto(`/gates/${gateId}?tab=parameters`);
  await page.getByRole("textbox", { name: "Temperature" }).fill("0.7");
  await save(page).click();
  await expect(unsaved(page)).toHaveCount(0);
  await tab(page, "History").click();
  await page.getByRole("checkbox", { name: "Compare version 1" }).check();
  await page.getByRole("checkbox", { name: "Compare version 2" }).check();
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  const comparison = page.getByRole("dialog", { name: "Version 1 and version 2" });
  await expect(comparison.getByRole("row", { name: /Temperature/ })).toContainText("0.7");
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Restore version 1" }).click();
  const question = page.getByRole("alertdialog", { name: "Restore version 1?" });
  await expect(question.getByRole("row", { name: /Temperature/ })).toContainText("not set");
  await question.getByRole("button", { name: "Restore" }).click();
  await expect(page.getByText("Restored version 1")).toBeVisible();
  await tab(page, "Parameters").click();
  await expect(page.getByRole("textbox", { name: "Temperature" })).toHaveValue("");
});

test("unsaved changes are asked about by a link and by Back, and staying keeps them", async ({
  page,
  owner,
}) => {
  await page.goto("/gates");
  await row(page, "default").getByRole("link", { name: "default" }).click();
  const description = page.getByRole("textbox", { name: "Description" });
  await description.fill("Half a sentence");
  const question = page.getByRole("alertdialog", { name: "Leave without saving?" });
  await page.getByRole("link", { name: "API Keys" }).first().click();
  await expect(question).toBeVisible();
  await expect(question.getByRole("button", { name: "Stay" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(question).toHaveCount(0);
  await expect(description).toHaveValue("Half a sentence");
  await page.goBack();
  await expect(question).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/gates/${owner.gateId}`));
  await question.getByRole("button", { name: "Leave without saving" }).click();
  await expect(heading(page, "Gates")).toBeVisible();
});

test("a gate is duplicated, made the default, and the question before its deletion names its callers", async ({
  page,
  ledger,
  owner,
}) => {
  const { accountId } = owner;
  const { gateId } = await makeGate(ledger.db, { accountId, name: "busy", isDefault: false });
  await makeSpendingLimit(ledger.db, { accountId, gateId });
  const { keyId, secretId } = await makeKey(ledger.db, { accountId, name: "Shop server" });
  const startedAt = new Date(Date.now() - 3 * HOUR_MS);
  await makeRequests(ledger.db, { accountId, keyId, secretId, gateId }, [{ startedAt }, { startedAt }]);
  await page.goto("/gates");
  await expect(row(page, "busy")).toContainText("2");
  await choose(page, "busy", "Duplicate");
  await expect(row(page, "busy copy")).toBeVisible();
  await expect(page.getByText("It has the same spending limit, with nothing spent.")).toBeVisible();
  await choose(page, "busy copy", "Make default");
  await expect(row(page, "busy copy")).toContainText("Default");
  await expect(row(page, "default").filter({ hasNotText: "busy" })).not.toContainText("it answers requests");

  await choose(page, "busy", "Delete…");
  const question = page.getByRole("alertdialog", { name: "Delete busy?" });
  await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
  await expect(question.getByRole("listitem")).toContainText("Shop server");
  await expect(question.getByRole("listitem")).toContainText("2 requests, last 3 hours ago");
  await expectAccessible(page);
  await question.getByRole("button", { name: "Delete gate" }).click();
  await expect(page.getByText("Gate deleted")).toBeVisible();
  await expect(page.getByRole("link", { name: "busy", exact: true })).toHaveCount(0);
  await expect(page.getByRole("link", { name: "busy copy", exact: true })).toBeVisible();
});

test("a gate that is deleted on its own page leads back to the list", async ({ page, ledger, owner }) => {
  const { gateId } = await makeGate(ledger.db, { ...owner, name: "short-lived", isDefault: false });
  await page.goto("/gates");
  await expect(row(page, "short-lived")).toBeVisible();
  await page.goto(`/gates/${gateId}`);
  await choose(page, "short-lived", "Delete…");
  await expect(page.getByText("No key used it in the last 30 days.")).toBeVisible();
  await page.getByRole("button", { name: "Delete gate" }).click();
  await expect(heading(page, "Gates")).toBeVisible();
  await expect(row(page, "short-lived")).toHaveCount(0);
  await page.keyboard.press("c");
  await expect(heading(page, "New gate")).toBeVisible();
});

test("a file shows what it would change before it does, and a broken one changes nothing", async ({
  page,
}) => {
  await page.goto("/gates");
  await page.getByRole("button", { name: "Import" }).click();
  const dialog = page.getByRole("dialog", { name: "Import gates" });
  const box = dialog.getByRole("textbox", { name: "YAML" });
  await box.fill("gates:\n  - name: one\n    model: [\n");
  await dialog.getByRole("button", { name: "Show changes" }).click();
  await expect(box).toHaveAccessibleDescription(/Line \d/);
  await box.fill(
    "gates:\n  - name: one\n    model: gpt-4o\n    isDefault: true\n    limits: { requestsPerMinute: 60 }\n" +
      '  - name: default\n    model: gpt-4o-mini\n    spendingLimit: "25"\n',
  );
  await dialog.getByRole("button", { name: "Show changes" }).click();
  await expect(dialog).toContainText("1 to create, 1 to change, 0 unchanged.");
  await expect(dialog.getByRole("row", { name: /Models/ })).toContainText("sandbox/echo");
  await expect(dialog.getByRole("row", { name: /Spending limit/ })).toContainText(
    "$25.00 a month, only tells",
  );
  await expect(dialog).toContainText("Requests per minute: 60");
  await expect(dialog).toContainText("one becomes the default gate in place of default.");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Apply 2 changes" }).click();
  await expect(page.getByText("1 created, 1 changed.")).toBeVisible();
  await expect(row(page, "one")).toContainText("gpt-4o");

  await page.getByRole("button", { name: "Export", exact: true }).click();
  const out = page.getByRole("dialog", { name: "Export all gates" });
  await expect(out.getByText("name: one")).toBeVisible();
  await expect(out.getByText('spendingLimit: "25.00"')).toBeVisible();
  await out.getByRole("tab", { name: "curl" }).click();
  await expect(out.getByText(/v1\/chat\/completions/)).toBeVisible();
});

test("Test in the menu of a gate leads to the message that it will be sent", async ({ page }) => {
  await page.goto("/gates");
  await choose(page, "default", "Test");
  await expect(page.getByRole("textbox", { name: "Message" })).toBeFocused();
  await expect(page.getByText(/counts as a test in the log/)).toBeVisible();
});

test("search and order of the list are in its address", async ({ page, ledger, owner }) => {
  for (const name of ["alpha", "beta"]) await makeGate(ledger.db, { ...owner, name, isDefault: false });
  await page.goto("/gates?sort=name&dir=asc");
  await expect(page.getByRole("row").nth(1)).toContainText("alpha");
  await page.getByRole("searchbox").fill("bet");
  await expect(page.getByRole("row")).toHaveCount(2);
  await expect(page).toHaveURL(/q=bet/);
  await page.reload();
  await expect(row(page, "beta")).toBeVisible();
});

test("every part of the room is accessible in both themes and fits a narrow screen", async ({
  page,
  ledger,
  owner,
}) => {
  test.slow();
  const { gateId } = await makeGate(ledger.db, {
    ...owner,
    name: "a-name-so-long-that-no-narrow-screen-can-show-it-whole-without-cutting-it-somewhere",
    isDefault: false,
    settings: { ...CHAIN, responseFormatEnabled: true, responseFormatType: "json_object" },
  });
  const pages = ["/gates", "/gates/new", "/gates/new?starter=sandbox"];
  const tabs = ["basics", "models", "parameters", "prompt", "spending", "history"];
  for (const path of [...pages, ...tabs.map((name) => `/gates/${gateId}?tab=${name}`)]) {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectAccessible(page);
    for (const width of [320, 1024, 1280]) {
      await expectToFit(page, width);
      if (path === "/gates" && width > 320)
        await expectTableToFit(page.getByRole("table", { name: "Gates" }));
    }
  }
});

test.describe("a gate that is not there", () => {
  test.use({ expectedErrors: [/404 \(Not Found\)/] });

  test("another account's gate is answered exactly like a random one", async ({ page, ledger }) => {
    const { accountId } = await makeAccount(ledger.db);
    const { gateId } = await makeGate(ledger.db, { accountId, name: "not-yours" });
    const texts = [];
    for (const id of [gateId, "00000000-0000-7000-8000-000000000000", "not-yours"]) {
      expect((await page.goto(`/gates/${id}`))?.status()).toBe(404);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      texts.push(await page.getByRole("main").innerText());
    }
    expect(new Set(texts).size).toBe(1);
    for (const path of ["callers", "versions"]) {
      expect((await page.request.get(`/gates/${gateId}/${path}`)).status()).toBe(404);
    }
    expect((await page.request.get(`/gates/yaml?gate=${gateId}`)).status()).toBe(404);
  });

  test("the room's doors turn away other sites and visitors", async ({ page, request }) => {
    const body = { settings: { model: "gpt-4o" } };
    const headers = { origin: "https://elsewhere.example" };
    expect((await page.request.post("/gates/check", { data: body, headers })).status()).toBe(403);
    expect((await request.get("/gates/yaml", { maxRedirects: 0 })).status()).not.toBe(200);
  });
});
