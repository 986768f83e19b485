import { makeKey } from "@/db/factories";
import { makeRequests } from "@/db/factories-requests";
import { expectAccessible } from "../fixtures/accessibility";
import { expect, signedInTest as test } from "../fixtures/dashboard";
import { holdToast, row } from "../fixtures/keys-room";
import { expectToFit } from "../fixtures/width";

test("keys without an expiry are shown, chosen, given one in one go, and have none again after Undo", async ({
  page,
  owner,
  ledger,
}) => {
  const { accountId } = owner;
  for (const name of ["Alpha", "Beta"]) await makeKey(ledger.db, { accountId, name });
  await makeKey(ledger.db, { accountId, name: "Gamma", expiresAt: new Date(Date.now() + 90 * 86_400_000) });
  await page.goto("/keys");
  const strip = page.getByRole("group").filter({ hasText: "Key health" });
  await strip.getByRole("button", { name: /^No expiry/ }).click();
  await expect(row(page, "Gamma")).toHaveCount(0);
  await expect(page).toHaveURL(/health=noExpiry/);
  await page.getByRole("button", { name: "Select all 2 to fix" }).click();
  const bar = page.getByRole("region", { name: "Selected keys" });
  await expect(bar.getByText("2 selected")).toBeVisible();
  await expectAccessible(page);
  await bar.getByRole("button", { name: "Set expiry…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Set expiry" }).click();
  await expect(page.getByText("2 keys given another expiry")).toBeVisible();
  await holdToast(page, "Undo");
  await expect(row(page, "Alpha")).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row(page, "Alpha")).toBeVisible();
  await expect(row(page, "Beta")).toBeVisible();
});

test("chosen keys are deleted together and come back", async ({ page, owner, ledger }) => {
  const { accountId } = owner;
  await makeKey(ledger.db, { accountId, name: "Busy", lastUsedAt: new Date() });
  await makeKey(ledger.db, { accountId, name: "Quiet" });
  await page.goto("/keys");
  await page.getByRole("checkbox", { name: "Select all keys on this page" }).press("Space");
  const bar = page.getByRole("region", { name: "Selected keys" });
  await bar.getByRole("button", { name: "Delete…" }).press("Enter");
  const question = page.getByRole("alertdialog", { name: "Delete 2 keys?" });
  await expect(question.getByText("Busy: 0 requests")).toBeVisible();
  await question.getByRole("textbox").fill("delete");
  await page.keyboard.press("Enter");
  await expect(page.getByText("2 keys deleted")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row(page, "Busy")).toBeVisible();
  await expect(row(page, "Quiet")).toBeVisible();
});

test("the list is a file without formulas, and fits a phone", async ({ page, owner, ledger }) => {
  const { accountId } = owner;
  await makeKey(ledger.db, { accountId, name: "=1+1", tags: ["a tag"] });
  await page.goto("/keys?status=odd");
  await expect(page.getByText("A part of the address is not known here")).toBeVisible();
  await page.getByRole("button", { name: "Export the list" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Export CSV" }).click();
  const pieces: Buffer[] = [];
  for await (const piece of await (await download).createReadStream()) pieces.push(piece as Buffer);
  expect(Buffer.concat(pieces).toString()).toContain(",'=1+1,");
  await page.setViewportSize({ width: 375, height: 800 });
  await page.getByRole("checkbox", { name: "Select =1+1" }).check();
  await expect(page.getByRole("region", { name: "Selected keys" })).toBeVisible();
  await expectToFit(page);
  await expectAccessible(page);
});

test("the list needs no more than the width of the window, however much a key has to say", async ({
  page,
  owner,
  ledger,
}) => {
  const { accountId } = owner;
  const name = "A name that is longer than any column can be wide, and goes on";
  const expiresAt = new Date(Date.now() + 20 * 3_600_000);
  const key = await makeKey(ledger.db, {
    accountId,
    name,
    expiresAt,
    scope: { access: "inference" },
    tags: ["web"],
  });
  await makeRequests(ledger.db, { accountId, ...key }, [
    ...Array.from({ length: 1_200 }, () => ({ costNanoUsd: null, settlement: "unpriced" as const })),
    { costNanoUsd: 1_204_500_000_000n },
  ]);
  await makeKey(ledger.db, { accountId, name: "Never used" });
  for (const width of [1024, 1280, 1440, 1536, 1920]) {
    await page.setViewportSize({ width, height: 800 });
    await page.goto("/keys");
    await expect(row(page, "Never used")).toBeVisible();
    await expectToFit(page);
  }
});
