import type { Locator, Page } from "@playwright/test";
import { makeKey } from "@/db/factories";
import { makeRequests } from "@/db/factories-requests";
import { formatBucket, formatUsd } from "@/lib/core/format";
import { DAY_MS } from "@/lib/core/time";
import { expectAccessible } from "../fixtures/accessibility";
import { clipboardOf } from "../fixtures/clipboard";
import { expect, signedInTest } from "../fixtures/dashboard";
import { chooseByKeyboard, focusPlot } from "../fixtures/keyboard";
import { askCopied, csvRows, savedText } from "../fixtures/saved-files";
import { expectToFit } from "../fixtures/width";

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
async function yesterday(page: Page, byDay: Locator): Promise<void> {
  await focusPlot(byDay);
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
  await expectToFit(page, 320);
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
  await yesterday(page, byModel);
  await expect(byModel.getByRole("status")).toContainText("4 requests, gpt-4o 2");
  await expectAccessible(page);

  await page.getByRole("button", { name: "Views" }).press("Enter");
  await chooseByKeyboard(page, "Save this view…");
  await expect(page.getByRole("dialog").getByRole("textbox", { name: "Name" })).toBeFocused();
  await page.keyboard.type("This week");
  await page.keyboard.press("Enter");
  await expect(page.getByText("View saved")).toBeVisible();
  await page.getByLabel("Metric").selectOption({ label: "Error rate" });
  await expect(chart(page, "Error rate by model")).toBeVisible();
  await page.getByRole("button", { name: "Views" }).press("Enter");
  await chooseByKeyboard(page, /^This week/);
  await expect(byModel).toBeVisible();

  await yesterday(page, byModel);
  await expect(byModel.getByRole("status")).toContainText("4 requests");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/logs\?range=custom&from=\S+&to=\S+/);
});

test("the files and the copied call say what the table on the page says", async ({
  page,
  context,
  app,
  owner,
  ledger,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: app.url });
  await page.goto("/usage?range=7d&metric=requests&view=table");
  const byModel = chart(page, "Requests by model");
  const table = byModel.getByRole("row");
  await expect(table, "the names, seven days and their sum").toHaveCount(9);
  const [head = [], ...lines] = await table.evaluateAll((all) =>
    all.map((row) => [...row.querySelectorAll("th, td")].map((cell) => cell.textContent ?? "")),
  );
  const shown = lines.slice(0, -1).map(([day = "", , ...cells]) => ({
    day: day.replace(", so far", ""),
    requests: Object.fromEntries(head.slice(2, 5).map((name, at) => [name, cells[at]])),
  }));
  expect(shown[5]?.requests).toEqual({ "claude-sonnet-4": "1", "gpt-4o": "2", "own-model": "1" });
  const asShown = (rows: Array<{ start: string; series: string; requests: unknown }>) =>
    [...new Set(rows.map(({ start }) => start))].map((start) => ({
      day: formatBucket(new Date(start), "day"),
      requests: Object.fromEntries(
        rows.filter((row) => row.start === start).map(({ series, requests }) => [series, String(requests)]),
      ),
    }));

  const choose = async (line: string) => {
    await byModel.getByRole("button", { name: "More about Requests by model" }).click();
    return page.getByRole("menuitem", { name: line });
  };
  const csv = csvRows(await savedText(page, await choose("Download CSV")));
  expect(asShown(csv as Parameters<typeof asShown>[0])).toEqual(shown);
  const dollars = csv.reduce((sum, { cost_usd }) => sum + Number(cost_usd), 0);
  expect(dollars, "the costs of the file, as the page of spend has them").toBe(7);
  const json = JSON.parse(await savedText(page, await choose("Download JSON")));
  expect(asShown(json.usage)).toEqual(shown);

  await (await choose("Copy API call")).click();
  await expect(page.getByText("API call copied")).toBeVisible();
  const command = await clipboardOf(page);
  const { secret } = await makeKey(ledger.db, { accountId: owner.accountId });
  const answer = await askCopied(command, secret);
  const rows = answer.starts.flatMap((start: string, at: number) =>
    answer.series.map((series: { group: string; cells: Array<{ requests: number }> }) => ({
      start,
      series: series.group,
      requests: series.cells[at]?.requests,
    })),
  );
  expect(asShown(rows)).toEqual(shown);
});
