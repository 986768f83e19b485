import { makeKey } from "@/db/factories";
import { makeRequests } from "@/db/factories-requests";
import { expectAccessible } from "../fixtures/accessibility";
import { expect, signedInTest as test } from "../fixtures/dashboard";
import { expectToFit } from "../fixtures/width";

const DAY_MS = 86_400_000;
const dayAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);
const HEADER = "date,model,requests,input_tokens,output_tokens,cost_usd";
const CALL = { provider: "openai", modelUsed: "gpt-4o-mini", inputTokens: 1_000, outputTokens: 100 };
/** What a call of that size costs: $0.15 and $0.60 per million tokens. */
const COST = 210_000n;

test("a report is imported, its causes are named, and a number opens its rows", async ({
  page,
  ledger,
  owner,
}) => {
  test.slow();
  const { keyId, secretId } = await makeKey(ledger.db, { accountId: owner.accountId });
  const day = dayAgo(2);
  const startedAt = new Date(`${day}T08:00:00Z`);
  const call = { ...CALL, startedAt };
  await makeRequests(ledger.db, { accountId: owner.accountId, keyId, secretId }, [
    ...Array.from({ length: 4 }, () => ({ ...call, costNanoUsd: COST })),
    { ...call, modelUsed: "gpt-house", costNanoUsd: null, settlement: "unpriced" as const },
  ]);
  await page.goto(`/usage/reconciliation?month=${day.slice(0, 7)}`);
  await expect(page.getByRole("heading", { name: "No report of this month yet" })).toBeVisible();
  const file = page.getByLabel("Report to import");
  const send = (name: string, text: string) =>
    file.setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });

  await send("broken.csv", `${HEADER}\n${day},gpt-4o-mini,1,1,1,1\nsoon,gpt-4o-mini,1,1,1,1\n`);
  await expect(page.getByRole("alert").filter({ hasText: "Nothing was imported" })).toContainText(
    '"soon" is no day',
  );

  const report = [`${day},gpt-4o-mini,6,6000,600,0.00126`, `${day},gpt-house,1,1000,100,0.002`];
  await send("openai.csv", [HEADER, ...report, ""].join("\n"));
  await expect(page.getByText("The report was imported")).toBeVisible();
  const causes = page.getByRole("table", { name: "Difference by cause" });
  await expect(causes.getByRole("row", { name: /Outside traffic \$0\.00042/ })).toBeVisible();
  await expect(causes.getByRole("row", { name: /Unpriced \$0\.0020/ })).toBeVisible();
  await expect(page.getByRole("link", { name: "Set prices" })).toHaveAttribute("href", "/prices");
  await expectAccessible(page);
  await expectToFit(page, 320);
  await page.setViewportSize({ width: 1280, height: 800 });

  await send("again.csv", [HEADER, ...report, ""].join("\n"));
  await expect(page.getByText("This file was imported before; nothing changed")).toBeVisible();
  await expect(page.getByRole("table", { name: "Imported reports" }).getByRole("row")).toHaveCount(2);

  const days = page.getByRole("table", { name: "Days and models" });
  await days
    .getByRole("row", { name: /gpt-4o-mini/ })
    .getByRole("link", { name: "Layer: 4" })
    .click();
  await expect(page).toHaveURL(/\/logs\?.*model=gpt-4o-mini/);

  await page.goBack();
  await page.getByRole("button", { name: "Delete openai.csv" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete report" }).click();
  await expect(page.getByRole("heading", { name: "No report of this month yet" })).toBeVisible();
});
