import type { Locator, Page } from "@playwright/test";
import { makeKey } from "@/db/factories";
import { makeRequests } from "@/db/factories-requests";
import { formatUsd } from "@/lib/core/format";
import { DAY_MS } from "@/lib/core/time";
import { expect, expectAccessible, signedInTest } from "../fixtures/dashboard";

/** An account whose requests of yesterday cost 1, 2 and 4 dollars, beside one that nobody knows the price of. */
const test = signedInTest.extend<{ total: string }>({
  total: [
    async ({ owner, ledger }, use) => {
      const { accountId } = owner;
      const startedAt = new Date(Date.now() - DAY_MS);
      const call = (modelUsed: string, dollars: bigint) => ({
        startedAt,
        modelUsed,
        costNanoUsd: dollars * 1_000_000_000n,
      });
      const first = await makeKey(ledger.db, { accountId, name: "Production" });
      const second = await makeKey(ledger.db, { accountId, name: "Laptop" });
      await makeRequests(ledger.db, { accountId, ...first }, [
        call("gpt-4o", 4n),
        call("claude-sonnet-4", 1n),
      ]);
      await makeRequests(ledger.db, { accountId, ...second }, [
        call("gpt-4o", 2n),
        { startedAt, modelUsed: "own-model", costNanoUsd: null, settlement: "unpriced" },
      ]);
      await use(formatUsd(7_000_000_000n));
    },
    { auto: true },
  ],
});

/** The last but one of seven bars; the focus begins with the first. */
async function yesterday(page: Page, plot: Locator): Promise<void> {
  await plot.focus();
  for (let bar = 0; bar < 5; bar++) await page.keyboard.press("ArrowRight");
}

const chart = (page: Page, name: string) => page.getByRole("figure", { name });

test("the table has what the chart has, and each number of it leads to exactly its rows", async ({
  page,
  total,
}) => {
  await page.goto("/usage");
  await expect(chart(page, "Spend by model")).toContainText(`${total} in the last 30 days`);
  await page.getByLabel("Group by").selectOption({ label: "Key" });
  await expect(page).toHaveURL(/group=key/);
  const byKey = chart(page, "Spend by key");
  await byKey.getByRole("button", { name: "Table", exact: true }).click();
  await expect(page).toHaveURL(/view=table/);
  const totals = byKey.getByRole("row", { name: /^Total/ });
  await expect(totals).toHaveText(/^Total\$7\.00\$5\.00\$2\.001$/);
  await expectAccessible(page);
  await page.setViewportSize({ width: 320, height: 640 });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await page.setViewportSize({ width: 1280, height: 720 });
  await totals.getByRole("link", { name: "$5.00" }).click();
  await expect(page).toHaveURL(/\/logs\?key=[0-9a-f-]{36}&range=custom&from=\S+&to=\S+/);
  await page.goBack();
  await expect(byKey.getByRole("row", { name: /^Total/ })).toBeVisible();
});

test("with the keyboard alone a bar is found and opened, and a view is saved and chosen again", async ({
  page,
}) => {
  await page.goto("/usage?range=7d&metric=requests&owner=ada&compare=maybe");
  await expect(page.getByText("Usage is shown without compare.")).toBeVisible();
  const byModel = chart(page, "Requests by model");
  const plot = byModel.getByRole("application");
  await yesterday(page, plot);
  await expect(byModel.getByRole("status")).toContainText("4 requests, gpt-4o 2");
  await expectAccessible(page);

  await page.getByRole("button", { name: "Views" }).press("Enter");
  await page.getByRole("menuitem", { name: "Save this view…" }).press("Enter");
  await page.getByRole("textbox", { name: "Name" }).fill("This week");
  await page.keyboard.press("Enter");
  await expect(page.getByText("View saved")).toBeVisible();
  await page.getByLabel("Metric").selectOption({ label: "Error rate" });
  await expect(chart(page, "Error rate by model")).toBeVisible();
  await page.getByRole("button", { name: "Views" }).press("Enter");
  await page.getByRole("menuitem", { name: /^This week/ }).press("Enter");
  await expect(byModel).toBeVisible();

  await yesterday(page, plot);
  await expect(byModel.getByRole("status")).toContainText("4 requests");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/logs\?range=custom&from=\S+&to=\S+/);
});
