import { makeGate, makeKey } from "@/db/factories";
import { makeRequests } from "@/db/factories-requests";
import { DAY_MS, HOUR_MS } from "@/lib/core/time";
import { expectAccessible } from "../fixtures/accessibility";
import { expect, signedInTest as test } from "../fixtures/dashboard";
import { focusPlot } from "../fixtures/keyboard";
import { expectToFit } from "../fixtures/width";

test("from a spike to the row that caused it: three clicks, or three keys", async ({
  page,
  ledger,
  owner,
}) => {
  test.slow();
  const { accountId } = owner;
  const key = await makeKey(ledger.db, { accountId, name: "Batch job" });
  const { gateId } = await makeGate(ledger.db, { accountId, name: "summaries", isDefault: false });
  // The second day that is shown: noon of five days ago.
  const noon = Math.floor(Date.now() / DAY_MS) * DAY_MS - 5 * DAY_MS + 12 * HOUR_MS;
  const usual = Array.from({ length: 8 }, (_, n) => ({
    startedAt: new Date(noon - n * HOUR_MS),
    costNanoUsd: 1_000_000n,
  }));
  const caller = { accountId, ...key, gateId };
  await makeRequests(ledger.db, caller, usual);
  const [dear] = await makeRequests(ledger.db, caller, [
    { startedAt: new Date(noon + HOUR_MS), costNanoUsd: 5_000_000_000n, modelUsed: "gpt-4o" },
  ]);

  await page.goto("/overview");
  const chart = page.getByRole("figure", { name: "Spend by model" });
  await expect(chart).toContainText("$5.01 in the last 7 days");
  await expectAccessible(page);

  const bar = chart.locator("rect.cursor-pointer").first();
  await bar.click();
  await expect(page).toHaveURL(/\/logs\?model=gpt-4o&/);
  await expect(page.getByText("1 row, sum = $5.00")).toBeVisible();
  await page.locator("a[data-log-row]").first().click();
  const panel = page.getByRole("complementary", { name: "Request" });
  await expect(panel).toContainText(dear ?? "");

  await page.goto("/overview");
  await focusPlot(chart);
  await page.keyboard.press("ArrowRight");
  await expect(chart.getByRole("status")).toContainText("$5.0");
  await page.keyboard.press("Enter");
  await expect(page.getByText("9 rows, sum = $5.01")).toBeVisible();
  await page.keyboard.press("j");
  await expect(page.locator("a[data-log-row]").first()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(panel).toContainText(dear ?? "");
});

test("an account without requests is led to the first one, and a narrow page stays narrow", async ({
  page,
}) => {
  await page.goto("/overview?range=century");
  await expect(page.getByText("A part of the address is not known here")).toBeVisible();
  await expect(page.getByText("Nothing needs you.")).toBeVisible();
  await page.getByRole("link", { name: "Create New Key" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.goto("/overview");
  await expectToFit(page, 320);
});
