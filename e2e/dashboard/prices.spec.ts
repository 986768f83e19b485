import { makeKey } from "@/db/factories";
import { makeRequests } from "@/db/factories-requests";
import { DAY_MS, HOUR_MS } from "@/lib/core/time";
import { expectAccessible } from "../fixtures/accessibility";
import { expect, signedInTest as test } from "../fixtures/dashboard";
import { expectToFit } from "../fixtures/width";

test("a model without a price gets one, and what it changes of the past is seen, booked and found in the log", async ({
  page,
  ledger,
  owner,
}) => {
  test.slow();
  const { accountId } = owner;
  const { keyId, secretId } = await makeKey(ledger.db, { accountId, name: "Production" });
  const call = { provider: "ollama", modelUsed: "ollama/llama3.2", costNanoUsd: null } as const;
  const at = (ms: number) => ({
    ...call,
    settlement: "unpriced" as const,
    startedAt: new Date(Date.now() - ms),
    inputTokens: 1_000_000,
    outputTokens: 500_000,
  });
  await makeRequests(ledger.db, { accountId, keyId, secretId }, [
    at(3 * DAY_MS),
    at(HOUR_MS),
    at(2 * HOUR_MS),
  ]);
  await page.goto("/prices");
  const table = page.getByRole("table", { name: "Models called without a price" });
  await expect(table.getByRole("row", { name: /llama3\.2/ })).toContainText("3 requests");
  await expectAccessible(page);

  await table.getByRole("button", { name: "Set a price for llama3.2" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Set a price for llama3.2" });
  await dialog.getByRole("button", { name: "Set price" }).press("Enter");
  await expect(dialog.getByText("Give the price of at least one class")).toBeVisible();
  const yesterday = await page.evaluate(() => {
    const day = new Date(Date.now() - 86_400_000);
    return new Date(day.getTime() - day.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
  });
  await dialog.getByLabel("Effective from").fill(yesterday);
  await dialog.getByRole("textbox", { name: "Input", exact: true }).fill("0.10");
  await dialog.getByRole("textbox", { name: "Output", exact: true }).fill("0.4");
  await dialog.getByRole("textbox", { name: "Source" }).fill("Our own hardware");
  await dialog.getByRole("button", { name: "Set price" }).press("Enter");

  await expect(page.getByRole("heading", { name: "ollama/llama3.2: what its price changes" })).toBeVisible();
  await expect(page.getByRole("row", { name: /Production/ })).toContainText("$0.6000");
  await page.setViewportSize({ width: 375, height: 800 });
  await expectAccessible(page);
  await expectToFit(page);
  await page.getByRole("button", { name: "Book corrections" }).press("Enter");
  await expect(page.getByText("2 corrections are booked")).toBeVisible();
  await page.getByRole("link", { name: "See the corrected requests in the log" }).press("Enter");
  await expect(page).toHaveURL(/\/logs\?.*certainty=corrected/);
  await expect(page.getByText("$0.3000").first()).toBeVisible();

  await page.goto("/prices/bookings");
  await expect(page.getByRole("row", { name: /ollama\/llama3\.2/ })).toContainText("$0.6000");
  await expectAccessible(page);
  await expectToFit(page);
});

test("an update of the list shows what it changes, and holds once the owner accepts it", async ({
  page,
  ledger,
  owner,
}) => {
  await ledger.sql`update accounts set created_at = '1999-01-01' where id = ${owner.accountId}`;
  const [accepted] = await ledger.sql`select source, prices from price_lists where status = 'accepted'`;
  const prices = { ...accepted?.prices };
  delete prices["openai/gpt-4.1"];
  prices["openai/gpt-4o"][0].tiers[0].input = "5000000";
  const problems = [{ model: "openai/o3", problem: "input_mtok is -1, and no price is below zero." }];
  await ledger.sql`
    insert into price_lists (source, status, prices, problems)
    values ('genai-prices@9.9.9', 'proposed', ${JSON.stringify(prices)}::text::jsonb,
      ${JSON.stringify(problems)}::text::jsonb)`;
  await page.goto("/prices");
  await page.getByRole("link", { name: "See the update" }).press("Enter");
  const table = page.getByRole("table", { name: /What the list changes/ });
  await expect(table.getByRole("row", { name: /gpt-4o .*Input/ })).toContainText(/\$2\.50.*\$5\.00/);
  await expect(page.getByText("no price is below zero")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Accept" }).press("Enter");
  await page.getByRole("alertdialog").getByRole("button", { name: "Accept" }).press("Enter");
  await expect(page.getByText("No update of the list prices")).toBeVisible();
  await page.goto("/prices/list?q=gpt-4o&provider=openai");
  await expect(page.getByRole("row", { name: /^gpt-4o openai/ })).toContainText("$5.00");
  await expectAccessible(page);
  await expectToFit(page, 375);
  // Whoever comes next in this app finds the list and the first account as they were.
  await ledger.sql`delete from price_lists where source = 'genai-prices@9.9.9'`;
  await ledger.sql`update price_lists set status = 'accepted' where source = ${accepted?.source}`;
  await ledger.sql`
    update accounts set config_version = config_version + 1,
      created_at = case when id = ${owner.accountId} then now() else created_at end`;
});
