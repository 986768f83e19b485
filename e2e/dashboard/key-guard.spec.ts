import { makeKey } from "@/db/factories";
import { type AlertId, newId } from "@/lib/core/ids";
import { expectAccessible } from "../fixtures/accessibility";
import { expect, signedInTest as test } from "../fixtures/dashboard";
import { expectToFit } from "../fixtures/width";

test("a key is given a guard of its own by keyboard, and given back to the account", async ({
  page,
  ledger,
  owner,
}) => {
  const { keyId } = await makeKey(ledger.db, { accountId: owner.accountId, name: "Production" });
  const stored = async () => (await ledger.sql`select guard from api_keys where id = ${keyId}`)[0]?.guard;
  await page.goto(`/keys/${keyId}`);
  await page.getByRole("link", { name: "Guard" }).press("Enter");
  await expect(page.getByText("Nothing unusual so far.")).toBeVisible();
  const spending = page.getByRole("combobox", { name: "Unusual spending" });
  await expect(spending).toBeDisabled();
  await page.getByRole("combobox", { name: "Watched" }).selectOption("own");
  await spending.selectOption("pause");
  await page.getByRole("combobox", { name: "A new network" }).selectOption("off");
  await page.getByRole("button", { name: "Save guard" }).press("Enter");
  await expect(page.getByText("Guard saved")).toBeVisible();
  expect(await stored()).toEqual({ spend: "pause", model: "tell", network: "off", errors: "tell" });
  await page.reload();
  await expect(spending).toHaveValue("pause");
  await page.getByRole("combobox", { name: "Watched" }).selectOption("account");
  await page.getByRole("button", { name: "Save guard" }).press("Enter");
  await expect.poll(stored).toBeNull();
});

test("the account says how its keys are watched, and a key without a guard of its own follows", async ({
  page,
  ledger,
  owner,
}) => {
  const { accountId } = owner;
  const { keyId } = await makeKey(ledger.db, { accountId, name: "Production" });
  const stored = async () =>
    (await ledger.sql`select guard, on_leak from key_policies where account_id = ${accountId}`)[0];
  await page.goto("/settings");
  const watched = page.getByRole("group", { name: "How keys are watched" });
  await watched.getByRole("combobox", { name: "A new network" }).selectOption("pause");
  await watched.getByRole("combobox", { name: "A burst of errors" }).selectOption("off");
  await page.getByRole("button", { name: "Save policy" }).press("Enter");
  await expect(page.getByText("Policy for keys saved")).toBeVisible();
  const guard = { spend: "tell", model: "tell", network: "pause", errors: "off" };
  expect(await stored()).toEqual({ guard, on_leak: "notify" });
  await page.goto(`/keys/${keyId}/guard`);
  await expect(page.getByRole("combobox", { name: "A new network" })).toHaveValue("pause");
  await expect(page.getByRole("combobox", { name: "A burst of errors" })).toHaveValue("off");
});

test("what the guard noticed stands on the key's page, at 375 px and in both themes without faults", async ({
  page,
  ledger,
  owner,
}) => {
  const { keyId } = await makeKey(ledger.db, { accountId: owner.accountId, name: "Production" });
  const message =
    "Production spent $12.40 in the last 10 minutes; on a Tuesday at 14:00 UTC it spends $0.30.";
  await ledger.sql`
    insert into alerts (id, account_id, type, key_id, sameness, message, data, created_at)
    values (${newId<AlertId>()}, ${owner.accountId}, 'key.spend_anomaly', ${keyId}, 'once', ${message}, '{}', now())`;
  await page.setViewportSize({ width: 375, height: 800 });
  await page.goto(`/keys/${keyId}/guard`);
  // The notice above the tabs says it as well.
  await expect(page.locator("span", { hasText: message })).toBeVisible();
  await expectToFit(page);
  await expectAccessible(page);
});
