import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import { makeKey } from "@/db/factories";
import { expectAccessible } from "../fixtures/accessibility";
import { clipboardOf, pressCopy } from "../fixtures/clipboard";
import { expect, signedInTest as test } from "../fixtures/dashboard";
import { expectToFit } from "../fixtures/width";

test.use({ expectedErrors: [/401 \(Unauthorized\)/] });

/** Goes by links of the page, so that the key is still in memory. */
async function follow(page: Page, group: string, operation: string) {
  const nav = page.getByRole("navigation", { name: "Documentation" });
  await nav.getByRole("link", { name: `${group} (API reference)`, exact: true }).click();
  await page.getByRole("main").getByRole("link", { name: operation, exact: true }).click();
  await expect(page.getByRole("heading", { name: operation, level: 1 })).toBeVisible();
}

async function openForm(page: Page, address: string) {
  await page.getByRole("button", { name: `Try it: ${address}`, exact: true }).click();
  return page.getByRole("form", { name: address, exact: true });
}

test("an operation is tried from its page: with a wrong key, a right one, as a write and as a stream", async ({
  page,
  owner,
  ledger,
}) => {
  const { secret } = await makeKey(ledger.db, { accountId: owner.accountId, name: "Laptop" });
  // An address as error bodies and older versions gave it: the group's list, at the operation.
  await page.goto("/docs/reference/keys#getCurrentKey");
  await page.locator("#getCurrentKey").getByRole("link").click();
  await expect(page).toHaveURL(/\/docs\/reference\/keys\/getCurrentKey$/);
  const read = await openForm(page, "GET /v1/key");
  const key = read.getByRole("textbox", { name: "API key" });
  await expect(key).toHaveAttribute("type", "password");
  await key.fill("not-a-key");
  await key.press("Enter");
  await expect(read.getByRole("status").filter({ hasText: "Status 401" })).toBeVisible();
  await expect(read.getByRole("link", { name: "What key_malformed means" })).toBeVisible();
  await key.fill(secret);
  await read.getByRole("button", { name: "Send" }).click();
  await expect(read.getByRole("status").filter({ hasText: "Status 200" })).toBeVisible();
  await expect(read.getByRole("group", { name: "Body of the answer, code" })).toContainText(
    '"name": "Laptop"',
  );
  await expect(read.getByRole("group", { name: "Headers of the answer, code" })).toContainText(
    "x-request-id",
  );

  await follow(page, "Keys", "Create an API key");
  const write = await openForm(page, "POST /v1/keys");
  await write.getByRole("textbox", { name: "Body" }).fill('{"name":"From the reference"}');
  await write.getByRole("button", { name: "Send", exact: true }).click();
  await expect(write.getByRole("alert")).toContainText("makes or changes something");
  await write.getByRole("button", { name: "Send it" }).click();
  await expect(write.getByRole("status").filter({ hasText: "Status 201" })).toBeVisible();

  await follow(page, "Inference", "Run a chat completion through a gate");
  const chat = await openForm(page, "POST /v1/chat/completions");
  await expect(chat.getByRole("textbox", { name: "API key" })).toHaveValue(secret);
  const ask = { model: "default", stream: true, messages: [{ role: "user", content: "Say hello" }] };
  await chat.getByRole("textbox", { name: "Body" }).fill(JSON.stringify(ask));
  await chat.getByRole("button", { name: "Send", exact: true }).click();
  await chat.getByRole("button", { name: "Send it" }).click();
  await expect(chat.getByRole("group", { name: "Body of the answer, code" })).toContainText("data: [DONE]");

  await follow(page, "Alerts", "List alerts");
  const alerts = await openForm(page, "GET /v1/alerts");
  await alerts.getByRole("button", { name: "Send" }).click();
  await expect(alerts.getByRole("status").filter({ hasText: "Status 200" })).toBeVisible();
  await expectAccessible(page);
  const kept = await page.evaluate(() =>
    JSON.stringify([location.href, { ...localStorage }, { ...sessionStorage }]),
  );
  expect(kept).not.toContain(secret);
  await expectToFit(page, 320);
});

const HEAVIEST = [
  "",
  "/keys",
  "/keys/createKey",
  "/keys/duplicateKey",
  "/gates/createGate",
  "/inference/createChatCompletion",
];

test("pages of the reference are small enough for a slow line", async ({ request }) => {
  for (const path of HEAVIEST) {
    const answer = await request.get(`/docs/reference${path}`);
    expect(answer.status(), path).toBe(200);
    expect((await answer.body()).byteLength, path).toBeLessThan(200_000);
  }
});

test.describe("a call that goes wrong", () => {
  test.use({ expectedErrors: [/(401 \(Unauthorized|403 \(Forbidden)\)|net::ERR_INTERNET_DISCONNECTED/] });

  test("is told in words, can be cancelled, and leaves the focus with who sent it", async ({
    page,
    context,
    owner,
    ledger,
  }) => {
    const { secret } = await makeKey(ledger.db, {
      accountId: owner.accountId,
      scope: { access: "inference" },
    });
    await page.goto("/docs/reference/keys/createKey");
    // By keyboard alone, from opening the form to the answer.
    await page.getByRole("button", { name: "Try it: POST /v1/keys" }).focus();
    await page.keyboard.press("Enter");
    const form = page.getByRole("form", { name: "POST /v1/keys", exact: true });
    await page.keyboard.press("Tab");
    await expect(form.getByRole("textbox", { name: "API key" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(form.getByRole("button", { name: "Send it" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(form.getByRole("alert")).toContainText("What key_missing means");
    const send = form.getByRole("button", { name: "Send", exact: true });
    await expect(send).toBeFocused();
    const sendByKeyboard = async () => {
      await send.press("Enter");
      await expect(form.getByRole("button", { name: "Send it" })).toBeFocused();
      await page.keyboard.press("Enter");
    };

    await form.getByRole("textbox", { name: "API key" }).fill(secret);
    await page.keyboard.press("Enter");
    await form.getByRole("button", { name: "Do not send" }).click();
    await expect(send).toBeFocused();
    await sendByKeyboard();
    await expect(form.getByRole("status").filter({ hasText: "Status 403" })).toBeVisible();
    await expect(form.getByRole("alert")).toContainText("What scope_access means");

    await context.setOffline(true);
    await sendByKeyboard();
    await expect(form.getByRole("alert")).toContainText("could not be reached");
    await context.setOffline(false);

    await page.route("**/v1/keys", () => {}, { times: 1 });
    await sendByKeyboard();
    await form.getByRole("button", { name: "Cancel" }).press("Enter");
    await expect(form.getByRole("status").filter({ hasText: "Cancelled" })).toBeVisible();
    await expect(send).toBeFocused();
    await expect(send).not.toHaveAttribute("aria-busy");
  });
});

test("what is copied as curl does in a terminal what the form does", async ({
  page,
  context,
  app,
  owner,
  ledger,
}) => {
  const { secret } = await makeKey(ledger.db, { accountId: owner.accountId });
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: app.url });
  await page.goto("/docs/reference/keys/createKey");
  const form = await openForm(page, "POST /v1/keys");
  await form.getByRole("textbox", { name: "API key" }).fill(secret);
  await form.getByRole("textbox", { name: "Body" }).fill(`{"name":"Ada's $HOME"}`);
  await pressCopy(form.getByRole("button", { name: "Copy as curl" }));
  const command = await clipboardOf(page);
  expect(command).not.toContain(secret);
  const env = { ...process.env, LAYER_API_KEY: secret };
  const { stdout } = await promisify(execFile)("bash", ["-c", command], { env });
  expect(JSON.parse(stdout)).toMatchObject({ name: "Ada's $HOME" });

  await follow(page, "Keys", "Get an API key");
  const read = await openForm(page, "GET /v1/keys/{id}");
  await read.getByRole("textbox", { name: "id" }).fill("");
  await read.getByRole("button", { name: "Copy as curl" }).click();
  await expect(read.getByRole("textbox", { name: "id" })).toBeFocused();
  expect(await clipboardOf(page)).toBe(command);
});
