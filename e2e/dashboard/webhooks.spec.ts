import { Webhook } from "standardwebhooks";
import { makeAlert, makeKey } from "@/db/factories";
import { startFakeReceiver } from "@/lib/testing/fake-receiver";
import { expectAccessible } from "../fixtures/accessibility";
import { expect, signedInTest } from "../fixtures/dashboard";

type Receiver = Awaited<ReturnType<typeof startFakeReceiver>>;

const test = signedInTest.extend<{ receiver: Receiver }>({
  // biome-ignore lint/correctness/noEmptyPattern: a fixture names what it needs by this pattern
  receiver: async ({}, use) => {
    const receiver = await startFakeReceiver();
    await use(receiver);
    await receiver.stop();
  },
});

test("a webhook is made with the keyboard, told of a new key with a signature that verifies, and its log sends again", async ({
  page,
  app,
  receiver,
}) => {
  await page.goto("/settings");
  await page.getByRole("link", { name: "Manage webhooks" }).click();
  await expect(page.getByText("No webhooks yet")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Create webhook" }).press("Enter");
  const form = page.getByRole("dialog", { name: "Create webhook" });
  await expect(form.getByLabel("Address")).toBeFocused();
  await form.locator("summary").first().press("Enter");
  await expect(form.getByLabel("All of keys", { exact: true })).toBeChecked();
  await expect(form.getByLabel(/^key\.created/)).toBeDisabled();
  await expectAccessible(page);

  await form.getByLabel("Address").fill("https://10.0.0.1/hook");
  await form.getByLabel("Address").press("Enter");
  await expect(form.getByText(/Use the server's name instead of an address/)).toBeVisible();
  await expect(form.getByLabel("Address")).toBeFocused();
  await form.getByLabel("Address").fill(receiver.url);
  await form.getByLabel("Address").press("Enter");

  const reveal = page.getByRole("dialog", { name: "Save this signing secret now" });
  const field = reveal.getByLabel("Signing secret, shown once");
  await expect(field).toHaveValue(/^whsec_/);
  const secret = await field.inputValue();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.getByRole("alertdialog").getByRole("button", { name: "Keep it open" }).click();
  await reveal.getByRole("button", { name: "I have saved it" }).click();
  await expect(page).toHaveURL(/\/settings\/webhooks\/[0-9a-f-]{36}$/);
  const address = page.url();
  await expect(page.getByText("Nothing was sent yet")).toBeVisible();
  expect(await page.content()).not.toContain(secret.slice(6));

  await page.goto("/keys");
  await page.getByLabel("Name").first().fill("Told of");
  await page.getByRole("button", { name: "Create key" }).first().click();
  await page.getByRole("button", { name: "I have saved it" }).click();
  await expect.poll(() => receiver.received.length).toBe(1);
  const [event] = receiver.received;
  const headers = event?.headers as Record<string, string>;
  expect(new Webhook(secret).verify(event?.body ?? "", headers)).toMatchObject({
    type: "key.created",
    data: { key: { name: "Told of" } },
  });

  await page.goto(address);
  const row = page.getByRole("row", { name: /key\.created/ }).first();
  await expect(row).toContainText("Delivered");
  await expect(row).toContainText("204");
  await row.getByRole("button", { name: "Details of key.created" }).click();
  const details = page.getByRole("dialog", { name: "key.created" });
  await expect(details).toContainText('"name": "Told of"');
  await expectAccessible(page);
  await details.getByRole("button", { name: "Resend" }).click();
  await expect.poll(() => receiver.received.length).toBe(2);
  expect(receiver.received[1]?.headers["webhook-id"]).toBe(headers["webhook-id"]);
  await expect(page.getByRole("row", { name: /key\.created.*Delivered/ })).toHaveCount(2);
  await expectAccessible(page);
  expect(app.log()).not.toContain(secret.slice(6));

  await page.getByRole("button", { name: "Send test event" }).click();
  await expect(page.getByRole("row", { name: /webhook\.tested.*Delivered/ })).toHaveCount(1);
  await page.setViewportSize({ width: 375, height: 800 });
  await expectAccessible(page);
});

test("a webhook is disabled, enabled, rotated and deleted", async ({ page, receiver }) => {
  await page.goto("/settings/webhooks");
  await page.getByRole("button", { name: "Create webhook" }).click();
  const form = page.getByRole("dialog", { name: "Create webhook" });
  await form.getByLabel("Address").fill(receiver.url);
  await form.getByRole("button", { name: "Create webhook" }).click();
  await page.getByRole("button", { name: "I have saved it" }).click();
  await page.getByRole("button", { name: "Disable" }).click();
  await expect(page.getByText("Disabled", { exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "Send test event" })).toBeDisabled();
  await page.getByRole("button", { name: "Enable" }).click();
  await expect(page.getByText("Active", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Rotate secret" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Rotate secret" }).click();
  await expect(page.getByLabel("Signing secret, shown once")).toHaveValue(/^whsec_/);
  await page.getByRole("button", { name: "I have saved it" }).click();
  await expect(page.getByText("The signing secret is being rotated")).toBeVisible();
  await page.getByRole("button", { name: "Delete" }).click();
  const question = page.getByRole("alertdialog");
  await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
  await question.getByRole("button", { name: "Delete webhook" }).click();
  await expect(page.getByText("No webhooks yet")).toBeVisible();
});

test("what needs attention stands above the keys and on the key's page until it is dismissed", async ({
  page,
  ledger,
  owner,
}) => {
  const { accountId } = owner;
  const { keyId } = await makeKey(ledger.db, { accountId, name: "Production" });
  await page.goto("/keys");
  await expect(page.getByRole("heading", { name: "Needs attention" })).toHaveCount(0);
  for (let n = 1; n <= 5; n++) {
    const createdAt = new Date(Date.now() - n * 60_000);
    await makeAlert(ledger.db, { accountId, keyId, createdAt, message: `Alert number ${n}.` });
  }
  await page.reload();
  const card = page.getByRole("region", { name: "Needs attention" });
  await expect(card.getByRole("listitem")).toHaveCount(3);
  await expect(card.getByRole("listitem").first()).toContainText("Alert number 1.");
  await expectAccessible(page);
  await card.getByRole("button", { name: "and 2 more" }).press("Enter");
  await expect(card.getByRole("listitem")).toHaveCount(5);
  await card.getByRole("button", { name: "Dismiss: Alert number 1." }).press("Enter");
  await expect(card.getByRole("listitem")).toHaveCount(4);
  await expect(card.getByRole("heading", { name: "Needs attention" })).toBeFocused();
  await card.getByRole("link", { name: "Open Production" }).first().click();
  await expect(page).toHaveURL(new RegExp(`/keys/${keyId}`));
  await expect(card.getByRole("listitem")).toHaveCount(3);
  await expectAccessible(page);
});
