import { makeGate, makeKey } from "@/db/factories";
import { expectAccessible } from "../fixtures/accessibility";
import { expect, PROVIDER_KEY, signedInTest as test } from "../fixtures/dashboard";
import { call } from "../fixtures/keys-room";
import { addServer, card, form, storeServer } from "../fixtures/provider-keys-room";
import { expectToFit } from "../fixtures/width";

test("a key is added, called with and tested, and is nowhere on the page or in the log", async ({
  page,
  app,
  owner,
  ledger,
  provider,
}) => {
  const { accountId } = owner;
  const settings = { model: "lab/gpt-4o-mini" };
  await makeGate(ledger.db, { accountId, name: "support", isDefault: false, settings });
  const { secret } = await makeKey(ledger.db, { accountId });
  await page.goto("/provider-keys");
  await expect(card(page, "OpenAI")).toContainText("Not set");

  await addServer(page, { name: "lab", baseUrl: provider.baseUrl, apiKey: PROVIDER_KEY });
  await expect(form(page)).toHaveCount(0);
  await expect(page.getByText("Provider key saved")).toBeVisible();
  await expect(card(page, "lab")).toContainText("Working");
  await expect(card(page, "lab")).toContainText("sk-lab-…hown");
  expect(await page.content()).not.toContain(PROVIDER_KEY.slice(7, -4));

  await call(app.url, secret, "support");
  expect(provider.requests.at(-1)?.headers.authorization).toBe(`Bearer ${PROVIDER_KEY}`);
  await page.reload();
  await expect(card(page, "lab")).toContainText(/Requests,\s24\sh\s*1/);
  await expectAccessible(page);

  await card(page, "lab").getByRole("button", { name: "Test lab now" }).click();
  await expect(page.getByText("lab works")).toBeVisible();
  expect(app.log()).not.toContain(PROVIDER_KEY.slice(7, -4));
});

test("a key is disabled, enabled and deleted, and deleting it names the gates that need it", async ({
  page,
  app,
  owner,
  ledger,
  provider,
}) => {
  const { accountId } = owner;
  const settings = { model: "lab/gpt-4o-mini" };
  await makeGate(ledger.db, { accountId, name: "support", isDefault: false, settings });
  const { secret } = await makeKey(ledger.db, { accountId });
  await storeServer(app.url, secret, provider.baseUrl);
  await page.goto("/provider-keys");

  const actions = card(page, "lab").getByRole("button", { name: "Actions for lab" });
  await actions.click();
  await page.getByRole("menuitem", { name: "Disable" }).click();
  await expect(card(page, "lab")).toContainText("Disabled");
  const refused = await call(app.url, secret, "support").catch((thrown: unknown) => thrown);
  expect(refused).toMatchObject({ status: 400 });
  await actions.click();
  await page.getByRole("menuitem", { name: "Enable" }).click();
  await expect(card(page, "lab")).toContainText("Working");

  await actions.click();
  await page.getByRole("menuitem", { name: "Delete…" }).click();
  const question = page.getByRole("alertdialog", { name: "Delete lab?" });
  await expect(question).toContainText("This gate uses lab and will get no answer from lab any more:");
  await expect(question.getByRole("listitem")).toHaveText("support");
  await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
  await question.getByRole("button", { name: "Delete key" }).click();
  await expect(page.getByText("Provider key deleted")).toBeVisible();
  await expect(card(page, "lab")).toHaveCount(0);
});

test("a wrong key is refused in place with a sentence, and nothing is stored", async ({
  page,
  ledger,
  owner,
  provider,
}) => {
  await page.goto("/provider-keys");
  await addServer(page, { name: "lab", baseUrl: provider.baseUrl, apiKey: "sk-wrong-0123456789" });
  const field = form(page).getByLabel("API key");
  await expect(field).toHaveAccessibleDescription(
    /lab does not accept this key\. It said: Incorrect API key provided\./,
  );
  await expect(field).toBeFocused();
  await expectAccessible(page);
  expect(await ledger.sql`select from provider_keys where account_id = ${owner.accountId}`).toHaveLength(0);
  await field.fill(PROVIDER_KEY);
  await page.keyboard.press("Enter");
  await expect(card(page, "lab")).toContainText("Working");
});

test("an address of an inner network is refused in place", async ({ page }) => {
  await page.goto("/provider-keys");
  await addServer(page, { name: "lab", baseUrl: "http://169.254.169.254/latest", apiKey: "x".repeat(20) });
  await expect(form(page).getByRole("textbox", { name: "Base URL" })).toHaveAccessibleDescription(
    /Use the server's name instead of an address/,
  );
});

test("a base URL alone cannot be changed, a label can, and two keys change places", async ({
  page,
  provider,
}) => {
  await page.goto("/provider-keys");
  await addServer(page, { name: "lab", baseUrl: provider.baseUrl, apiKey: PROVIDER_KEY });
  await expect(card(page, "lab")).toContainText("Working");
  await card(page, "lab").getByRole("button", { name: "Add another key" }).click();
  await form(page).getByLabel("API key").fill(PROVIDER_KEY);
  await page.keyboard.press("Enter");
  const labels = card(page, "lab").getByRole("listitem");
  await expect(labels).toHaveText([/^lab(?! 2)/, /^lab 2/]);

  const actions = card(page, "lab").getByRole("button", { name: "Actions for lab 2" });
  await actions.click();
  await page.getByRole("menuitem", { name: "Replace or edit…" }).click();
  await form(page).getByRole("textbox", { name: "Base URL" }).fill(provider.baseUrl.replace("/v1", "/v2"));
  await form(page).getByRole("button", { name: "Test and save" }).click();
  await expect(form(page).getByLabel("API key")).toHaveAccessibleDescription(/Type the key again/);
  await form(page).getByRole("textbox", { name: "Base URL" }).fill(provider.baseUrl);
  await form(page).getByRole("textbox", { name: "Label" }).fill("Night shift");
  await form(page).getByRole("button", { name: "Save" }).click();
  await expect(labels).toHaveText([/^lab/, /^Night shift/]);

  await card(page, "lab").getByRole("button", { name: "Actions for Night shift" }).click();
  await page.getByRole("menuitem", { name: "Use earlier" }).click();
  await expect(labels).toHaveText([/^Night shift/, /^lab/]);
});

test("the screen works by keyboard, gives the focus back, and fits a narrow screen", async ({ page }) => {
  await page.goto("/provider-keys");
  const opener = card(page, "Anthropic").getByRole("button", { name: "Add key for Anthropic" });
  await opener.focus();
  await page.keyboard.press("Enter");
  await expect(form(page).getByLabel("API key")).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(opener).toBeFocused();
  await expectToFit(page, 320);
});
