import { startAppServer } from "@/lib/testing/app-server";
import { expectAccessible } from "../fixtures/accessibility";
import { expect, test } from "../fixtures/dashboard";
import { openTestLedger } from "../fixtures/database";

test("with the printed link, and only with it, the first person makes the owner account", async ({
  page,
}) => {
  const ledger = await openTestLedger();
  const app = await startAppServer({ databaseUrl: ledger.url });
  try {
    const printed = () => /http:\/\/localhost:\d+\/setup\?token=[\w-]+(?=\s)/.exec(app.log())?.[0] ?? "";
    // What a process prints can arrive after the news that it is ready.
    await expect.poll(printed).not.toBe("");
    const link = printed();
    await page.goto(`${app.url}/keys`);
    await expect(page.getByText("Create the owner account first")).toBeVisible();
    await page.goto(`${app.url}/setup?token=guessed`);
    await expect(page.getByRole("heading", { name: "Open the setup link from the terminal" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Create owner account" })).toHaveCount(0);

    await page.goto(link);
    await expect(page.getByRole("heading", { name: "Create the owner account" })).toBeVisible();
    await expectAccessible(page);
    const create = page.getByRole("button", { name: "Create owner account" });
    await page.getByRole("textbox", { name: "E-mail" }).fill("Owner@Example.test");
    await page.getByLabel("Password", { exact: true }).fill("too short");
    await create.click();
    await expect(page.getByText(/at least 12 characters/i).first()).toBeVisible();
    await expect(page.getByRole("textbox", { name: "E-mail" })).toHaveValue("Owner@Example.test");
    await page.getByLabel("Password", { exact: true }).fill("a pass phrase of several words, whole");
    await create.click();
    await expect(page).toHaveURL(`${app.url}/overview`);
    await expect(page.getByRole("heading", { name: "Overview", level: 1 })).toBeVisible();

    await page.goto(link);
    await expect(page.getByRole("heading", { name: "This instance is set up" })).toBeVisible();
    expect(await ledger.sql`select email from users`).toEqual([{ email: "owner@example.test" }]);
    expect(await ledger.sql`select name, is_default from gates`).toEqual([
      { name: "default", is_default: true },
    ]);
  } finally {
    // It may still be loading what its links lead to.
    await page.close();
    await app.stop();
    await ledger.end();
  }
});
