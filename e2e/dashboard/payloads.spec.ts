import { makeKey } from "@/db/factories";
import { makePayload } from "@/db/factories-payloads";
import { expectAccessible } from "../fixtures/accessibility";
import { expect, signedInTest as test } from "../fixtures/dashboard";
import { expectToFit } from "../fixtures/width";

test("payloads are turned on for the account, off for one key and one gate, and deleted by a typed word", async ({
  page,
  ledger,
  owner,
}) => {
  test.slow();
  const { accountId, gateId } = owner;
  const key = await makeKey(ledger.db, { accountId, name: "Production" });
  const said = async () => {
    const [row] = await ledger.sql`
      select a.payloads as account, k.payloads as key, g.payloads as gate from accounts a
      join api_keys k on k.id = ${key.keyId} join gates g on g.id = ${gateId} where a.id = ${accountId}`;
    return row;
  };
  await page.goto("/settings");
  await page.getByRole("link", { name: "Manage data" }).press("Enter");
  await expect(page.getByText("Nothing. Payloads are off")).toBeVisible();

  await page.getByRole("radio", { name: "Keep what is asked and answered" }).check();
  const days = page.getByRole("textbox", { name: "Days kept" });
  await days.fill("900");
  await page.getByRole("button", { name: "Save payloads" }).press("Enter");
  await expect(page.getByText("Use a whole number from 1 to 90.")).toBeVisible();
  await days.fill("30");
  await page.getByRole("textbox", { name: "Fields left out" }).fill("email, ssn");
  await page.getByRole("button", { name: "Save payloads" }).press("Enter");
  await expect(page.getByText("The next request is kept once it has ended.")).toBeVisible();
  const account = { store: true, keepDays: 30, redact: ["email", "ssn"], ceiling: false };
  expect(await said()).toEqual({ account, key: null, gate: null });

  for (const [path, of] of [
    [`/keys/${key.keyId}/scope`, "key"],
    [`/gates/${gateId}`, "gate"],
  ]) {
    await page.goto(path ?? "");
    const card = page.locator("section", { has: page.getByRole("heading", { name: "Payloads" }) });
    await expect(card.getByRole("status")).toContainText(
      "Kept for 30 days, without email, ssn. By the account.",
    );
    await card.getByRole("radio", { name: "Keep nothing" }).check();
    await expect(card.getByRole("status")).toContainText(`Nothing is kept. By this ${of}.`);
    await card.getByRole("button", { name: "Save payloads" }).press("Enter");
    await expect.poll(said).toMatchObject({ [of ?? ""]: { store: false } });
  }

  await makePayload(ledger.db, { accountId, keyId: key.keyId });
  await page.setViewportSize({ width: 375, height: 800 });
  await page.goto("/settings/data");
  await expect(page.getByText("The last one goes")).toBeVisible();
  await expectAccessible(page);
  await expectToFit(page);
  await page.getByRole("button", { name: "Delete all payloads" }).press("Enter");
  const question = page.getByRole("alertdialog", { name: "Delete the payloads of 1 request?" });
  await question.getByRole("button", { name: "Delete payloads" }).click();
  await expect(question.getByText("Type the word delete.")).toBeVisible();
  await question.getByRole("textbox").fill("delete");
  await question.getByRole("textbox").press("Enter");
  await expect(page.getByText("The next request is kept once it has ended.")).toBeVisible();
  expect(await ledger.sql`select 1 from request_payloads where account_id = ${accountId}`).toHaveLength(0);
});
