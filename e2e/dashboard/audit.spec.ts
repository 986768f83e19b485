import { readFile } from "node:fs/promises";
import { makeKey } from "@/db/factories";
import { expectAccessible } from "../fixtures/accessibility";
import { expect, signedInTest as test } from "../fixtures/dashboard";
import { actions, form, reveal } from "../fixtures/keys-room";
import { expectToFit } from "../fixtures/width";

test("what a person does to a key is in the log, before and after, and can be filtered, taken along and verified", async ({
  page,
}) => {
  test.slow();
  await page.goto("/audit");
  await expect(page.getByRole("heading", { name: "Nothing has been done yet" })).toBeVisible();
  await expectAccessible(page);

  await page.goto("/keys?new=1");
  await form(page).getByRole("textbox", { name: "Name" }).fill("=Billing");
  await form(page).getByRole("button", { name: "Create key" }).click();
  await reveal(page).getByRole("button", { name: "I have saved it" }).click();
  await actions(page, "=Billing").click();
  await page.getByRole("menuitem", { name: "Rename…" }).click();
  await page.getByRole("dialog").getByRole("textbox", { name: "Name" }).fill("Invoices");
  await page.getByRole("dialog").getByRole("button", { name: "Rename" }).click();
  await actions(page, "Invoices").click();
  await page.getByRole("menuitem", { name: "Delete…" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete key" }).click();
  await expect(page.getByRole("alertdialog")).toHaveCount(0);

  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Audit log" }).click();
  const rows = page.getByRole("table", { name: "Audit log" }).getByRole("row");
  await expect(rows).toHaveCount(4);
  await expect(rows.nth(1)).toContainText("Test Person deleted the key Invoices");
  await expect(rows.nth(2)).toContainText("Test Person changed the key Invoices");
  await expect(rows.nth(2)).toContainText("127.0.0.1");
  await rows.nth(2).getByText("Before and after").click();
  const changes = rows.nth(2).getByRole("region", { name: "What entry 2 changed" });
  await expect(changes).toContainText(/Name.*=Billing.*Invoices/);
  await expectAccessible(page);

  await page.getByLabel("What", { exact: true }).selectOption("key.deleted");
  await expect(rows).toHaveCount(2);
  await expect(page).toHaveURL(/action=key\.deleted/);
  await page.getByLabel("Search names").fill("nobody");
  await expect(page.getByRole("heading", { name: "No entry matches" })).toBeVisible();
  await page.getByRole("link", { name: "Show the whole log" }).click();
  await expect(rows).toHaveCount(4);
  await expect(page.getByLabel("Search names")).toHaveValue("");

  const [json] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Export as JSON" }).click(),
  ]);
  const entries = JSON.parse(await readFile(await json.path(), "utf8"));
  expect(entries.map(({ action }: { action: string }) => action)).toEqual([
    "key.created",
    "key.updated",
    "key.deleted",
  ]);
  const [csv] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Export as CSV" }).click(),
  ]);
  expect(await readFile(await csv.path(), "utf8")).toContain(",key.created,key,'=Billing,");

  await page.getByRole("button", { name: "Verify the chain" }).click();
  await expect(page.getByRole("status").filter({ hasText: "The chain is whole" })).toContainText(
    "All 3 entries are as written and in order.",
  );
  await expectAccessible(page);
});

test("a forged entry is named by its number", async ({ page, ledger, owner }) => {
  await page.goto("/settings");
  await page.getByLabel("Name").fill("Countess");
  await page.getByRole("button", { name: "Save profile" }).click();
  await expect(page.getByText("Profile saved")).toBeVisible();
  await ledger.sql`update audit_entries set actor_name = 'Eve' where account_id = ${owner.accountId}`;
  await page.goto("/audit");
  await page.getByRole("button", { name: "Verify the chain" }).click();
  await expect(page.getByRole("status").filter({ hasText: "The chain breaks at entry 1" })).toBeVisible();
  await expectAccessible(page);
});

test("a key has its own trail, in pages, on a phone too", async ({ page, app, ledger, owner }) => {
  test.slow();
  const { accountId } = owner;
  const { keyId } = await makeKey(ledger.db, { accountId, name: "Ops" });
  // Another key does it: within a minute the first use of that one is an entry of its own.
  const { secret } = await makeKey(ledger.db, { accountId, name: "Robot" });
  for (let n = 1; n <= 27; n++) {
    await fetch(`${app.url}/v1/keys/${keyId}`, {
      method: "PATCH",
      headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
      body: JSON.stringify({ name: `Ops ${n}` }),
    });
  }
  await page.goto(`/keys/${keyId}`);
  await page.getByRole("link", { name: "Activity" }).click();
  const rows = page.getByRole("table", { name: "What was done to this key" }).getByRole("row");
  await expect(rows.nth(1)).toContainText("The key Robot changed the key Ops 27");
  await page.getByRole("button", { name: "Next" }).click();
  await expect(rows).toHaveCount(3);
  await page.getByRole("button", { name: "Previous" }).click();
  await expect(rows).toHaveCount(26);
  for (const path of [`/keys/${keyId}/activity`, "/audit?span=custom"]) {
    await page.setViewportSize({ width: 375, height: 700 });
    await page.goto(path);
    await page.getByText("Before and after").first().click();
    await expectToFit(page);
    await expectAccessible(page);
  }
});
