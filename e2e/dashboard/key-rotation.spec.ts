import type { Page } from "@playwright/test";
import { makeKey } from "@/db/factories";
import { makeRequests } from "@/db/factories-requests";
import { expectAccessible } from "../fixtures/accessibility";
import { expect, signedInTest as test } from "../fixtures/dashboard";
import { pressOn } from "../fixtures/keyboard";
import { call, form, reveal, row, secretField } from "../fixtures/keys-room";
import { expectToFit } from "../fixtures/width";

const dialog = (page: Page, name: string) => page.getByRole("dialog", { name });

test("keyboard only: a key is created, rotated, seen in use with its old secret, and that one stopped", async ({
  page,
  app,
}) => {
  await page.goto("/keys");
  await expect(page.getByRole("button", { name: "Create New Key" })).toBeVisible();
  await page.keyboard.press("c");
  await expect(form(page).getByRole("textbox", { name: "Name" })).toBeFocused();
  await page.keyboard.type("Shop");
  await page.keyboard.press("Enter");
  await expect(reveal(page)).toBeVisible();
  const old = await secretField(page).inputValue();
  await call(app.url, old);
  await pressOn(page, reveal(page).getByRole("button", { name: "I have saved it" }));
  await expect(reveal(page)).toHaveCount(0);

  await pressOn(page, row(page, "Shop").getByRole("link", { name: "Shop" }));
  await expect(page.getByRole("heading", { name: "Shop", level: 1 })).toBeVisible();
  await pressOn(page, page.getByRole("button", { name: "Rotate", exact: true }));
  const question = dialog(page, "Rotate Shop");
  await expect(question).toContainText("The secret …");
  await expect(question.getByRole("radio", { name: "In 24 hours" })).toBeChecked();
  await expect(question.getByRole("radio", { name: "In 24 hours" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(reveal(page)).toBeVisible();
  const next = await secretField(page).inputValue();
  expect(next).not.toBe(old);
  await expect(reveal(page)).toContainText("Waiting for the first request…");
  await call(app.url, next);
  await expect(reveal(page)).toContainText("First request received");
  await pressOn(page, reveal(page).getByRole("button", { name: "I have saved it" }));
  await expect(reveal(page)).toHaveCount(0);
  await expect(page.getByText("Two secrets work; the old one stops in 23 hours.").first()).toBeVisible();
  await call(app.url, old);

  await pressOn(page, page.getByRole("link", { name: "Security", exact: true }));
  const card = page.getByRole("article", { name: `Secret …${old.slice(-4)}` });
  await expect(card).toContainText(
    /Old secret ….{4}: 2 requests in the last hour, last just now, from 1 network/,
  );
  await expect(page.getByRole("table", { name: /Latest requests with the old secret/ })).toContainText("200");
  await call(app.url, old);
  await expect(card).toContainText("3 requests in the last hour");
  await pressOn(page, page.getByRole("button", { name: "Give it 24 h more", exact: true }));
  await expect(card).toContainText("Stops in 1 day");
  await pressOn(page, page.getByRole("button", { name: "Stop it now", exact: true }));
  await expect(page.getByRole("alertdialog")).toContainText("3 requests in the last hour");
  await pressOn(page, page.getByRole("button", { name: "Stop secret", exact: true }));
  await expect(card).toContainText("Stopped just now");
  await expect(page.getByRole("heading", { name: "Secrets" })).toBeFocused();
  const refused = await call(app.url, old).catch((thrown: unknown) => thrown);
  expect(refused).toMatchObject({ status: 401, code: "secret_revoked" });
  await call(app.url, next);
  expect(await page.content()).not.toContain(next);
});

test("the new secret is asked for before it is lost, and nothing shows it again", async ({
  page,
  ledger,
  owner,
}) => {
  await makeKey(ledger.db, { accountId: owner.accountId, name: "Careful" });
  await page.goto("/keys");
  await row(page, "Careful").getByRole("button", { name: "Actions for Careful" }).click();
  await page.getByRole("menuitem", { name: "Rotate…" }).click();
  const question = dialog(page, "Rotate Careful");
  await question.getByRole("radio", { name: "Now" }).check();
  await question.getByRole("button", { name: "Rotate key" }).click();
  await expect(question).toContainText("Tick this first");
  await question.getByRole("checkbox").check();
  await question.getByRole("button", { name: "Rotate key" }).click();
  const secret = await secretField(page).inputValue();
  await page.goBack();
  const guard = page.getByRole("alertdialog", { name: "Close without saving the key?" });
  await expect(guard).toContainText("Nobody can see the new secret again");
  await expect(guard.getByRole("button", { name: "Delete the key instead" })).toHaveCount(0);
  await guard.getByRole("button", { name: "Close without saving" }).click();
  await expect(reveal(page)).toHaveCount(0);
  expect(await page.content()).not.toContain(secret);
});

test("who comes second is told who was first", async ({ page, context, ledger, owner }) => {
  const { keyId } = await makeKey(ledger.db, { accountId: owner.accountId, name: "Contested" });
  const other = await context.newPage();
  for (const tab of [page, other]) {
    await tab.goto(`/keys/${keyId}`);
    await tab.getByRole("button", { name: "Rotate", exact: true }).click();
    await expect(dialog(tab, "Rotate Contested")).toContainText("never used");
  }
  await dialog(page, "Rotate Contested").getByRole("button", { name: "Rotate key" }).click();
  await expect(reveal(page)).toBeVisible();
  await dialog(other, "Rotate Contested").getByRole("button", { name: "Rotate key" }).click();
  await expect(dialog(other, "Rotate Contested").getByRole("alert")).toContainText(
    "Test Person rotated this key a moment ago",
  );
});

test("a key is made with an expiry, a description and tags, edited, and its settings are copied", async ({
  page,
}) => {
  await page.goto("/keys?new=1");
  await form(page).getByRole("textbox", { name: "Name" }).fill("Detailed");
  await form(page).getByLabel("Expires").selectOption("90 days (recommended)");
  await expect(form(page)).toContainText("in 90 days");
  await form(page).getByText("Details", { exact: true }).click();
  await form(page).getByRole("textbox", { name: "Description" }).fill("The web shop");
  await form(page).getByRole("textbox", { name: "Tags" }).fill("web, eu");
  await expectAccessible(page);
  await form(page).getByRole("button", { name: "Create key" }).click();
  await reveal(page).getByRole("button", { name: "I have saved it" }).click();
  await row(page, "Detailed").getByRole("link", { name: "Detailed" }).click();
  await expect(page.getByRole("list", { name: "Tags" })).toContainText("webeu");
  await expect(page.getByText("The web shop")).toBeVisible();
  await page.getByRole("button", { name: "More actions for Detailed" }).click();
  await page.getByRole("menuitem", { name: "Edit details…" }).click();
  const edit = dialog(page, "Details of Detailed");
  await edit.getByLabel("Expires").selectOption("Never");
  await edit.getByRole("textbox", { name: "Tags" }).fill("web, web");
  await edit.getByRole("button", { name: "Save" }).click();
  await expect(edit.getByRole("textbox", { name: "Tags" })).toHaveAccessibleDescription(/twice/);
  await edit.getByRole("textbox", { name: "Tags" }).fill("shop");
  await edit.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("list", { name: "Tags" })).toHaveText("shop");
  await expect(page.getByLabel("About this key")).toContainText("ExpiresNever");
  await page.getByRole("button", { name: "More actions for Detailed" }).click();
  await page.getByRole("menuitem", { name: "Duplicate settings" }).click();
  await expect(reveal(page)).toContainText("Detailed copy");
  await reveal(page).getByRole("button", { name: "I have saved it" }).click();
});

test("the security page tells how fast a key stopped and where it was used, and is accessible", async ({
  page,
  ledger,
  owner,
}) => {
  const { accountId } = owner;
  const deletedAt = new Date(Date.now() - 60_000);
  const { keyId, secretId } = await makeKey(ledger.db, { accountId, name: "Gone", deletedAt });
  const near = (ms: number) => new Date(deletedAt.getTime() + ms);
  await makeRequests(ledger.db, { accountId, keyId, secretId }, [
    { startedAt: near(-300), network: "203.0.113.7" },
    { startedAt: near(70), network: "203.0.113.7", status: 401, errorCode: "key_deleted" },
  ]);
  await page.goto(`/keys/${keyId}/security`);
  await expect(page.getByText(/Last accepted [\d:.]+ · deleted .+ · first refused [\d:.]+/)).toBeVisible();
  await page.getByRole("button", { name: "203.0.113.7 is mine" }).click();
  await expect(page.getByRole("table", { name: /Networks/ })).toContainText("Yours");
  await expectAccessible(page);
  const live = await makeKey(ledger.db, { accountId, name: "Alive" });
  await page.setViewportSize({ width: 320, height: 640 });
  for (const id of [keyId, live.keyId]) {
    await page.goto(`/keys/${id}/security`);
    await expect(page.getByRole("heading", { name: "Rotations" })).toBeVisible();
    await expectToFit(page);
  }
});
