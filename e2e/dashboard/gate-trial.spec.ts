import { makeGate, makeKey } from "@/db/factories";
import { expectAccessible } from "../fixtures/accessibility";
import { expect } from "../fixtures/dashboard";
import { model, row, tab, gatesTest as test } from "../fixtures/gates-room";
import { call } from "../fixtures/keys-room";

test("a gate is made, tried, tried with its first model broken, saved, compared and restored", async ({
  page,
  ledger,
  owner,
}) => {
  await page.goto("/gates/new?tab=models");
  await model(page, 1).fill("gpt-4o-mini");
  await page.getByRole("button", { name: "Add model" }).click();
  await model(page, 2).fill("sandbox/echo");
  await page.getByRole("combobox", { name: "Strategy" }).selectOption({ label: "Fallback" });
  await tab(page, "Basics").click();
  await page.getByRole("textbox", { name: "Name" }).fill("tried");

  const message = page.getByRole("textbox", { name: "Message" });
  const answer = page.getByRole("region", { name: "Answer" });
  const attempts = page.getByRole("region", { name: "Attempts" });
  await message.fill("one two three");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(page.getByText(/Answered by gpt-4o-mini/)).toBeVisible();
  await expect(answer).toContainText("one two three");
  await expect(attempts.getByRole("listitem")).toHaveCount(1);

  await page.getByRole("checkbox", { name: "Simulate failure of model 1" }).check();
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await expect(page.getByText(/Answered by sandbox\/echo/)).toBeVisible();
  await expect(answer).toHaveText("one two three");
  await expect(attempts.getByRole("listitem")).toHaveCount(2);
  await expect(attempts.getByRole("listitem").first()).toContainText("gpt-4o-mini");
  await expectAccessible(page);

  const rows = () => ledger.sql`
    select r.is_test, r.status, r.provider, k.name from requests r join api_keys k on k.id = r.key_id
    where r.account_id = ${owner.accountId} order by r.id`;
  const tested = { is_test: true, status: 200, name: "Dashboard tests" };
  expect(await rows()).toEqual([
    { ...tested, provider: "openai" },
    { ...tested, provider: "sandbox" },
  ]);

  await page.getByRole("button", { name: "Create gate" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "tried" })).toBeVisible();
  await tab(page, "Models & routing").click();
  await page.getByRole("button", { name: "Move model 2 up" }).click();
  await page.keyboard.press("ControlOrMeta+s");
  await expect(page.getByText("Gate saved")).toBeVisible();

  await tab(page, "History").click();
  await page.getByRole("checkbox", { name: "Compare version 1" }).check();
  await page.getByRole("checkbox", { name: "Compare version 2" }).check();
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  const comparison = page.getByRole("dialog", { name: "Version 1 and version 2" });
  await expect(comparison).toContainText("sandbox/echo");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /Restore version 1/ }).click();
  await page
    .getByRole("alertdialog")
    .getByRole("button", { name: /^Restore/ })
    .click();
  await tab(page, "Models & routing").click();
  await expect(model(page, 1)).toHaveValue("gpt-4o-mini");
});

test("the key that tests count under says what it is, and goes without ceremony", async ({ page, owner }) => {
  await page.goto(`/gates/${owner.gateId}`);
  await page.getByRole("textbox", { name: "Message" }).fill("hello");
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await expect(page.getByText(/^Answered by/)).toBeVisible();

  await page.goto("/keys");
  const tests = row(page, "Dashboard tests");
  await expect(tests).toContainText("No program can call with it.");
  await expect(tests).toContainText("No secret");
  await page.getByRole("link", { name: "Dashboard tests" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Dashboard tests" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Disable" })).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "Quickstart" })).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  const question = page.getByRole("alertdialog", { name: "Delete Dashboard tests?" });
  await expect(question).toContainText("The next test of a gate makes a new one.");
  await question.getByRole("button", { name: "Delete key" }).click();
  await expect(page.getByText("Key deleted")).toBeVisible();
});

test("a model whose connection breaks is replaced by the next one in a trial as in a call", async ({
  page,
  app,
  provider,
  ledger,
  owner,
}) => {
  provider.script = () => ({ kind: "reset", when: "before first byte" });
  const settings = {
    model: "gpt-4o-mini",
    fallbackModels: ["sandbox/echo"],
    routingStrategy: "fallback" as const,
  };
  const { gateId } = await makeGate(ledger.db, { ...owner, name: "broken", isDefault: false, settings });
  await page.goto(`/gates/${gateId}`);
  await page.getByRole("textbox", { name: "Message" }).fill("one two");
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await expect(page.getByText(/Answered by sandbox\/echo/)).toBeVisible();
  const { secret } = await makeKey(ledger.db, { accountId: owner.accountId });
  expect((await call(app.url, secret, "broken")).model).toBe("sandbox/echo");
  provider.script = undefined;
});

test.describe("a trial that nobody can answer", () => {
  test.use({ expectedErrors: [/status of 400/] });

  test("says why, and what was typed stays", async ({ page, owner }) => {
    await page.goto(`/gates/${owner.gateId}?tab=models`);
    await model(page, 1).fill("claude-haiku-4-5");
    await page.getByRole("textbox", { name: "Message" }).fill("hello");
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await expect(
      page.getByText(/needs a provider that neither this account nor this instance/),
    ).toBeVisible();
    await expect(page.locator("#test").getByRole("link", { name: "Open Provider Keys" })).toBeVisible();
    await expect(page.getByRole("textbox", { name: "Message" })).toHaveValue("hello");
    await expect(model(page, 1)).toHaveValue("claude-haiku-4-5");
  });
});
