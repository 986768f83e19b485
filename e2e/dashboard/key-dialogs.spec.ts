import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { AuthenticationError } from "openai";
import { makeKey } from "@/db/factories";
import { expect, signedInTest as test } from "../fixtures/dashboard";
import { chooseByKeyboard } from "../fixtures/keyboard";
import { actions, call, form, holdToast, reveal, row, secretField } from "../fixtures/keys-room";
import { expectToFit } from "../fixtures/width";

const guard = (page: Page) => page.getByRole("alertdialog", { name: "Close without saving the key?" });

async function create(page: Page, name: string): Promise<string> {
  await page.goto("/keys?new=1");
  await form(page).getByRole("textbox", { name: "Name" }).fill(name);
  await form(page).getByRole("button", { name: "Create key" }).click();
  await expect(reveal(page)).toBeVisible();
  return secretField(page).inputValue();
}

test("an empty name is refused in place, and a suggested one is taken over", async ({ page }) => {
  await page.goto("/keys?new=1");
  const name = form(page).getByRole("textbox", { name: "Name" });
  await expect(name).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(name).toHaveAccessibleDescription(/Give the key a name/);
  await form(page).getByRole("button", { name: "CI/CD" }).click();
  await expect(name).toHaveValue("CI/CD");
  await expect(name).not.toHaveAccessibleDescription(/Give the key a name/);
});

test("pressing Create twice, however fast, makes one key", async ({ page, ledger, owner }) => {
  await page.goto("/keys?new=1");
  await form(page).getByRole("textbox", { name: "Name" }).fill("Once");
  await form(page).getByRole("button", { name: "Create key" }).dblclick();
  await expect(reveal(page)).toBeVisible();
  expect(await ledger.sql`select name from api_keys where account_id = ${owner.accountId}`).toEqual([
    { name: "Once" },
  ]);
});

test("the downloaded file holds the key and the address, and saves from being asked", async ({
  page,
  app,
}) => {
  const secret = await create(page, "Production API");
  const downloading = page.waitForEvent("download");
  await reveal(page).getByRole("button", { name: "Download .env" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe("layer-production-api.env");
  const lines = readFileSync(await download.path(), "utf8").split("\n");
  expect(lines).toContain(`LAYER_API_KEY=${secret}`);
  expect(lines).toContain(`OPENAI_BASE_URL=${app.url}/v1`);
  await page.keyboard.press("Escape");
  await expect(reveal(page)).toHaveCount(0);
  await expect(guard(page)).toHaveCount(0);
});

const waysOut: Array<[how: string, leave: (page: Page) => Promise<unknown>]> = [
  ["Escape", (page) => page.keyboard.press("Escape")],
  ["the close button", (page) => reveal(page).getByRole("button", { name: "Close" }).click()],
  ["a press outside", (page) => page.mouse.click(5, 5)],
  ["the browser's Back", (page) => page.goBack()],
];
for (const [how, leave] of waysOut) {
  test(`${how} asks before an unsaved key is lost, and keeps it on request`, async ({ page }) => {
    await page.goto("/keys");
    const secret = await create(page, "Unsaved");
    await leave(page);
    await expect(guard(page)).toBeVisible();
    await guard(page).getByRole("button", { name: "Keep it open" }).click();
    await expect(guard(page)).toHaveCount(0);
    await expect(secretField(page)).toHaveValue(secret);
    await leave(page);
    await guard(page).getByRole("button", { name: "Close without saving" }).click();
    await expect(reveal(page)).toHaveCount(0);
    await expect(row(page, "Unsaved")).toBeVisible();
    expect(await page.content()).not.toContain(secret);
  });
}

test("a key that nobody saved can be deleted instead", async ({ page, app }) => {
  const secret = await create(page, "Mistake");
  await page.keyboard.press("Escape");
  await guard(page).getByRole("button", { name: "Delete the key instead" }).click();
  await expect(page.getByText("Key deleted")).toBeVisible();
  await expect(call(app.url, secret)).rejects.toBeInstanceOf(AuthenticationError);
});

test("a first request that fails says why, and the key's page waits for none any more", async ({
  page,
  app,
}) => {
  const secret = await create(page, "Failing");
  await call(app.url, secret, "no-such-model").catch(() => {});
  await expect(
    reveal(page).getByText(/its first request failed \(404\): Neither a gate nor a model/),
  ).toBeVisible();
  await expect(reveal(page).getByRole("link", { name: "What this means" })).toHaveAttribute(
    "href",
    "/docs/errors#model_not_found",
  );
  await reveal(page).getByRole("button", { name: "I have saved it" }).click();
  await row(page, "Failing").getByRole("link", { name: "Failing" }).click();
  await expect(page.getByRole("table", { name: "Latest requests" })).toContainText("model_not_found");
  await expect(page.getByText("Waiting for the first request…")).toHaveCount(0);
});

test("a disabled key is refused at once, says so, and works again when enabled", async ({ page, app }) => {
  const secret = await create(page, "Paused");
  await call(app.url, secret);
  await reveal(page).getByRole("button", { name: "I have saved it" }).click();
  await actions(page, "Paused").click();
  await page.getByRole("menuitem", { name: "Disable" }).click();
  await expect(row(page, "Paused")).toContainText("Disabled");
  await holdToast(page, "Undo");
  const refused = await call(app.url, secret).catch((thrown: unknown) => thrown);
  expect(refused).toMatchObject({ status: 401, code: "key_disabled" });
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row(page, "Paused")).toContainText("Active");
  await call(app.url, secret);

  await actions(page, "Paused").click();
  await page.getByRole("menuitem", { name: "Delete…" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Disable instead" }).click();
  await expect(row(page, "Paused")).toContainText("Disabled");
  await row(page, "Paused").getByRole("link", { name: "Paused" }).click();
  await page.getByRole("button", { name: "Enable" }).click();
  await expect(page.getByRole("button", { name: "Disable" })).toBeVisible();
  await call(app.url, secret);
});

test("a dialog opened from a menu keeps the focus, however long the menu takes to leave", async ({
  page,
}) => {
  await create(page, "Slow");
  await reveal(page).getByRole("button", { name: "I have saved it" }).click();
  await expect(reveal(page)).toHaveCount(0);
  await page.evaluate(() =>
    document.styleSheets[0]?.insertRule("[role=menu] { transition: opacity 1500ms !important; }"),
  );
  const opener = actions(page, "Slow");
  await opener.click();
  await page.getByRole("menuitem", { name: "Delete…" }).click();
  const cancel = page.getByRole("alertdialog").getByRole("button", { name: "Cancel" });
  await expect(cancel).toBeFocused();
  await expect(page.getByRole("menu", { includeHidden: true })).toHaveCount(0);
  await expect(cancel).toBeFocused();

  await page.keyboard.press("Escape");
  await expect(opener).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem").first()).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(opener).toBeFocused();
});

test("at 375 px the buttons of a key's page stand in one row, and the menu has the rest", async ({
  page,
  ledger,
  owner,
}) => {
  const { keyId } = await makeKey(ledger.db, { accountId: owner.accountId, name: "Production" });
  await page.goto(`/keys/${keyId}`);
  const more = page.getByRole("button", { name: "More actions for Production" });
  const shown = (name: string) => page.getByRole("button", { name, exact: true });
  await expect(shown("Rename")).toBeVisible();
  await expect(shown("Delete")).toBeVisible();
  await more.press("Enter");
  await expect(page.getByRole("menuitem", { name: "Report a leak…" })).toBeVisible();
  await expect(page.getByRole("menuitem", { name: "Delete…" })).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(more).toBeFocused();

  await page.setViewportSize({ width: 375, height: 800 });
  await expect(shown("Rename")).toBeHidden();
  await expect(shown("Delete")).toBeHidden();
  const middles = () =>
    Promise.all(
      [shown("Rotate"), shown("Disable"), more].map(async (button) => {
        const box = await button.boundingBox();
        return box === null ? null : box.y + box.height / 2;
      }),
    );
  await expect.poll(async () => new Set(await middles()).size).toBe(1);
  await expectToFit(page);
  await more.press("Enter");
  await chooseByKeyboard(page, "Rename…");
  await expect(page.getByRole("dialog").getByRole("textbox")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(more).toBeFocused();
  await page.keyboard.press("Enter");
  await chooseByKeyboard(page, "Delete…");
  await expect(page.getByRole("alertdialog", { name: "Delete Production?" })).toBeVisible();
});
