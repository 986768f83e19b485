import { makeKey } from "@/db/factories";
import { makeRequests } from "@/db/factories-requests";
import { expectAccessible } from "../fixtures/accessibility";
import { expect, signedInTest as test } from "../fixtures/dashboard";
import { chooseByKeyboard, pressOn, tabTo } from "../fixtures/keyboard";
import { actions, call, reveal, row, secretField } from "../fixtures/keys-room";
import { expectToFit } from "../fixtures/width";

test("with the keyboard alone: report a leak, see it, replace the key, put it on record, delete, and undo another deletion", async ({
  page,
  app,
  owner,
  ledger,
}) => {
  test.setTimeout(180_000);
  const { accountId, gateId } = owner;
  const leaked = await makeKey(ledger.db, { accountId, name: "Leaked" });
  await makeKey(ledger.db, { accountId, name: "Bystander" });
  const day = (days: number) => new Date(Date.now() - days * 86_400_000);
  const usual = { gateId, network: "203.0.113.7", userAgent: "node", modelUsed: "openai/gpt-4o-mini" };
  await makeRequests(ledger.db, { accountId, ...leaked }, [
    ...Array.from({ length: 8 }, (_, at) => ({ ...usual, startedAt: day(at + 2) })),
    {
      ...usual,
      network: "198.51.100.99",
      modelUsed: "openai/o1",
      costNanoUsd: 3_000_000_000n,
      startedAt: day(0.1),
    },
    { ...usual, network: "198.51.100.99", modelUsed: "openai/o1", costNanoUsd: null, startedAt: day(0.05) },
  ]);

  await page.goto("/keys");
  await pressOn(page, actions(page, "Leaked"));
  await chooseByKeyboard(page, "Report a leak…");
  await expect(page.getByRole("heading", { name: "1. Stop the damage" })).toBeVisible();
  await expect(page.getByText("This key works: whoever has it can use it.")).toBeVisible();

  const networks = page.getByRole("table", { name: "By network" });
  await expect(networks.getByRole("row", { name: /198\.51\.100\.99/ })).toContainText("New");
  await expect(networks.getByRole("row", { name: /203\.0\.113\.7/ })).toHaveCount(0);
  await expect(
    page.getByRole("table", { name: "By model" }).getByRole("row", { name: /openai\/o1/ }),
  ).toContainText("New");
  await expect(page.getByText("first call with openai/o1").first()).toBeVisible();
  await expect(page.getByText("1 call without a known price")).toBeVisible();
  await expectAccessible(page);
  await expectToFit(page, 375);
  await page.setViewportSize({ width: 1280, height: 720 });

  await tabTo(page, page.getByRole("textbox", { name: /Where was it found/ }));
  await page.keyboard.type("https://gist.example/1");
  await page.keyboard.press("Enter");
  await expect(page.getByText("This key is disabled: every call with it is refused.")).toBeVisible();
  await expect(page.getByText(/Found here: https:\/\/gist\.example\/1/)).toBeVisible();
  await expect(page.getByText(/^Exposed\. Reported as exposed/)).toBeVisible();
  const refused = await call(app.url, leaked.secret).catch((thrown: unknown) => thrown);
  expect(refused).toMatchObject({ status: 401, code: "key_disabled" });

  await pressOn(page, page.getByRole("button", { name: "Make a successor" }));
  await expect(reveal(page)).toBeVisible();
  const secret = await secretField(page).inputValue();
  expect((await call(app.url, secret)).choices).toHaveLength(1);
  await pressOn(page, reveal(page).getByRole("button", { name: "I have saved it" }));
  await expect(reveal(page)).toHaveCount(0);

  await tabTo(page, page.getByRole("textbox", { name: "What was done about it?" }));
  await page.keyboard.type("Taken out of the gist; a successor is in use.");
  await pressOn(page, page.getByRole("button", { name: "Resolve the exposure" }));
  await expect(page.getByText("Exposure resolved").first()).toBeVisible();

  await pressOn(page, page.getByRole("button", { name: "Delete this key…" }));
  const question = page.getByRole("alertdialog", { name: "Delete Leaked?" });
  await expect(question).toBeVisible();
  await pressOn(page, question.getByRole("button", { name: "Delete key" }));
  await expect(page.getByText("This key is deleted: every call with it is refused.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Undo" })).toHaveCount(0);

  await page.goto("/keys");
  await expect(row(page, "Leaked copy")).toBeVisible();
  await pressOn(page, actions(page, "Bystander"));
  await chooseByKeyboard(page, "Delete…");
  const other = page.getByRole("alertdialog", { name: "Delete Bystander?" });
  await pressOn(page, other.getByRole("button", { name: "Delete key" }));
  const undo = page.getByRole("button", { name: "Undo" });
  await expect(undo).toBeVisible();
  // From anywhere to what the page has just said, which then stays for as long as the focus does.
  await page.keyboard.press("F6");
  await expect(row(page, "Bystander")).toHaveCount(0);
  await pressOn(page, undo);
  await expect(row(page, "Bystander")).toBeVisible();
});

test("a secret is replaced at once, and the damage is exported whole", async ({
  page,
  app,
  owner,
  ledger,
}) => {
  const leaked = await makeKey(ledger.db, { accountId: owner.accountId, name: "Leaked" });
  await makeRequests(ledger.db, { accountId: owner.accountId, ...leaked }, 12);
  await page.goto(`/keys/${leaked.keyId}/leak`);
  await page.getByRole("button", { name: "Replace its secret now" }).click();
  await expect(reveal(page)).toBeVisible();
  const secret = await secretField(page).inputValue();
  const refused = await call(app.url, leaked.secret).catch((thrown: unknown) => thrown);
  expect(refused).toMatchObject({ status: 401, code: "secret_revoked" });
  await call(app.url, secret);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("alertdialog", { name: "Close without saving the key?" })).toBeVisible();
  await page.getByRole("button", { name: "Keep it open" }).click();
  await reveal(page).getByRole("button", { name: "I have saved it" }).click();
  await expect(page.getByText(secret)).toHaveCount(0);

  for (const [label, lines] of [
    ["Export CSV", /12 calls|1[34] calls/],
    ["Export JSON", /"calls":\[\{/],
  ] as const) {
    const coming = page.waitForEvent("download");
    await page.getByRole("link", { name: label }).click();
    const stream = await (await coming).createReadStream();
    const pieces: Buffer[] = [];
    for await (const piece of stream) pieces.push(piece as Buffer);
    expect(Buffer.concat(pieces).toString()).toMatch(lines);
  }
});

test("a pasted key is hashed in the browser, and its owner, its deletion or its typing error is told", async ({
  page,
  owner,
  ledger,
}) => {
  const { accountId } = owner;
  const live = await makeKey(ledger.db, { accountId, name: "Production" });
  const gone = await makeKey(ledger.db, { accountId, name: "Old CI", deletedAt: new Date() });
  const sent: string[] = [];
  page.on("request", (request) => sent.push(`${request.url()} ${request.postData() ?? ""}`));
  await page.goto("/keys");
  await page.getByRole("button", { name: "Find a key" }).click();
  const dialog = page.getByRole("dialog", { name: "Find a key" });
  const find = async (text: string) => {
    await dialog.getByLabel("Key, piece of a key, or request id").fill(text);
    await dialog.getByRole("button", { name: "Find", exact: true }).click();
  };
  await find(live.secret);
  await expect(dialog.getByRole("link", { name: "Production" })).toBeVisible();
  await expectAccessible(page);
  await find(`LAYER_API_KEY=${gone.secret}`);
  await expect(dialog.getByText("The key is deleted.")).toBeVisible();
  await find(live.secret.replace(/.$/, (last) => (last === "0" ? "1" : "0")));
  await expect(dialog.getByText(/typing error/)).toBeVisible();
  await find("0195f3a0-7c1e-7b52-9a64-3f1c2d4e5a6b");
  await expect(dialog.getByText("No key of this account.")).toBeVisible();
  expect(sent.filter((text) => text.includes(live.secret) || text.includes(gone.secret))).toEqual([]);
});

test("the policy for reported keys is set, and a reported key is treated by it", async ({
  page,
  app,
  owner,
  ledger,
}) => {
  const key = await makeKey(ledger.db, { accountId: owner.accountId, name: "Found" });
  await page.goto("/settings");
  await page.getByRole("radio", { name: "Disable it at once and tell me" }).check();
  await page.getByRole("button", { name: "Save policy" }).click();
  await expect(page.getByText("Policy for keys saved").first()).toBeVisible();
  await expectAccessible(page);
  const body = JSON.stringify({ key: key.secret, url: "https://paste.example/1" });
  const headers = { "content-type": "application/json" };
  expect((await fetch(`${app.url}/v1/keys/report`, { method: "POST", headers, body })).status).toBe(202);
  await expect(async () => {
    await page.goto(`/keys/${key.keyId}/leak`);
    await expect(page.getByText(/Found here: https:\/\/paste\.example\/1/)).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(page.getByText("This key is disabled: every call with it is refused.")).toBeVisible();
});
