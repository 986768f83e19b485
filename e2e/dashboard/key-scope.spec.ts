import type { Page } from "@playwright/test";
import { PermissionDeniedError } from "openai";
import { makeGate, makeKey } from "@/db/factories";
import { makeRequests } from "@/db/factories-requests";
import { expectAccessible } from "../fixtures/accessibility";
import { expect, signedInTest as test } from "../fixtures/dashboard";
import { call, form, reveal, row, secretField } from "../fixtures/keys-room";
import { expectToFit } from "../fixtures/width";

const editor = (page: Page) => page.getByRole("form", { name: "What this key may do" });
const preview = (page: Page) => page.getByRole("region", { name: "Preview" });

test("a key is narrowed: its calls of the last day are judged before it is saved, and refused after", async ({
  page,
  app,
  owner,
  ledger,
}) => {
  const { accountId, gateId } = owner;
  const other = await makeGate(ledger.db, { accountId, name: "support", isDefault: false });
  const key = await makeKey(ledger.db, { accountId, name: "Web shop" });
  const route: Array<[string, string]> = [["sandbox", "sandbox/echo"]];
  const onGate = (id: typeof gateId) => ({ gateId: id, route, network: "203.0.113.7" });
  await makeRequests(ledger.db, { ...key, accountId }, [
    ...Array.from({ length: 9 }, () => onGate(gateId)),
    ...Array.from({ length: 3 }, () => onGate(other.gateId)),
  ]);
  await page.goto(`/keys/${key.keyId}`);
  await page.getByRole("link", { name: "Limits & scope" }).click();
  await expect(editor(page).getByText("This key can do everything your account can.")).toBeVisible();
  await expectAccessible(page);

  await editor(page).getByLabel("Access").selectOption("inference");
  await editor(page)
    .getByRole("group", { name: "Gates", exact: true })
    .getByRole("button", { name: "Chosen…" })
    .click();
  await editor(page).getByRole("checkbox", { name: "support" }).check();
  await expect(editor(page).getByText("This key can call models through 1 gate.")).toBeVisible();
  await expect(preview(page)).toContainText(
    /In the last 24 hours 75\s% \(9 of 12\) of this key's calls would have been refused: 9 scope_gate\./,
  );
  await preview(page).getByText("Show examples").click();
  await expect(preview(page).getByText("This key may not use this gate.").first()).toBeVisible();
  expect((await call(app.url, key.secret)).choices[0]?.message.content).toContain("one two");

  await editor(page).getByLabel("Networks").fill("10.1.2.3/8");
  await expect(editor(page).getByText("Write 10.0.0.0/8.")).toBeVisible();
  await editor(page).getByLabel("Networks").fill("");
  await editor(page)
    .getByRole("button", { name: /Add my address/ })
    .click();
  await editor(page).getByRole("button", { name: "Limit to some hours" }).click();
  for (const day of ["Sat", "Sun"]) await editor(page).getByRole("checkbox", { name: day }).check();
  await editor(page).getByLabel("From, as 09:00").fill("00:00");
  await editor(page)
    .getByLabel(/^To, as/)
    .fill("24:00");
  await editor(page)
    .getByLabel(/Largest cost/)
    .fill("0.50");
  await expect(
    editor(page).getByText(
      "This key can call models through 1 gate from 1 network every day (UTC); calls cost at most $0.5 each.",
    ),
  ).toBeVisible();
  await expectAccessible(page);
  await expectToFit(page, 320);
  await page.setViewportSize({ width: 1280, height: 720 });
  await editor(page).getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();

  const refusal = await call(app.url, key.secret).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(PermissionDeniedError);
  expect(refusal).toMatchObject({ status: 403, code: "scope_gate" });
  await page.reload();
  await expect(editor(page).getByLabel(/Largest cost/)).toHaveValue("0.5");
  await expect(editor(page).getByRole("checkbox", { name: "support" })).toBeChecked();
  await page
    .getByRole("navigation", { name: "Parts of this key" })
    .getByRole("link", { name: "Usage" })
    .click();
  await expect(page.getByRole("region", { name: "About this key" }).getByText("Scoped")).toBeVisible();
});

test("a key is made for inference only, with the keyboard alone", async ({ page, app }) => {
  await page.goto("/keys");
  await page.getByRole("button", { name: "Create New Key" }).press("Enter");
  await form(page).getByRole("textbox", { name: "Name" }).fill("Narrow");
  await form(page).locator("summary", { hasText: "Limits and scope" }).press("Enter");
  const access = form(page).getByLabel("Access");
  await access.focus();
  await page.keyboard.press("ArrowDown");
  await expect(form(page).getByText(/^This key can call models, /)).toBeVisible();
  await expectAccessible(page);
  await form(page).getByRole("textbox", { name: "Name" }).press("Enter");
  await expect(reveal(page)).toBeVisible();
  const secret = await secretField(page).inputValue();
  expect((await call(app.url, secret)).choices[0]?.message.content).toContain("one two");
  const keys = await fetch(`${app.url}/v1/keys`, { headers: { authorization: `Bearer ${secret}` } });
  expect([keys.status, (await keys.json()).error]).toEqual([403, "scope_access"]);
  await page.getByRole("button", { name: "I have saved it" }).press("Enter");
  await expect(row(page, "Narrow")).toBeVisible();
});
