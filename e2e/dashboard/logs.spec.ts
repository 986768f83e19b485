import { makeGate, makeKey, makeOwner } from "@/db/factories";
import { makeRequests } from "@/db/factories-requests";
import { SECOND_MS } from "@/lib/core/time";
import { expectAccessible } from "../fixtures/accessibility";
import { clipboardOf, pressCopy } from "../fixtures/clipboard";
import { expect, signedInTest as test } from "../fixtures/dashboard";
import { askCopied, csvRows, savedText } from "../fixtures/saved-files";
import { expectToFit } from "../fixtures/width";

const attempt = { model: "gpt-4o", status: 200, latencyMs: 400, providerRequestId: "req_1", error: null };

test("a row is found by a filter, read in its panel and left again with keys alone, on a phone too", async ({
  page,
  ledger,
  owner,
}) => {
  test.slow();
  const { accountId } = owner;
  const key = await makeKey(ledger.db, { accountId, name: "Billing" });
  const { gateId } = await makeGate(ledger.db, { accountId, name: "support", isDefault: false });
  const caller = { accountId, ...key, gateId };
  const at = (n: number) => new Date(Date.now() - n * SECOND_MS);
  const failed = {
    status: 502,
    errorCode: "provider_failed",
    errorMessage: "The provider failed with status 500.",
  };
  const ids = await makeRequests(ledger.db, caller, [
    {
      startedAt: at(40),
      ...failed,
      attempts: [{ provider: "openai", ...attempt, status: 500, error: "provider_failed" }],
    },
    { startedAt: at(30), costNanoUsd: null, settlement: "unpriced", modelAsked: "support", modelUsed: "x/y" },
    { startedAt: at(20), attempts: [{ provider: "openai", ...attempt }], firstTokenMs: 120 },
    { startedAt: at(10), ...failed },
  ]);

  await page.goto("/logs");
  const rows = page.getByRole("table", { name: "Requests", exact: true }).getByRole("row");
  await expect(rows).toHaveCount(5);
  await expect(page.getByText("4 rows, sum = ")).toContainText("(1 unpriced)");
  await expect(rows.nth(3)).toContainText("no price");
  await expectAccessible(page);

  await page
    .locator("summary")
    .filter({ hasText: /^Status$/ })
    .focus();
  await page.keyboard.press("Enter");
  await page.getByRole("checkbox", { name: /^5xx/ }).check();
  await page
    .getByRole("form", { name: "Filter by status" })
    .getByRole("button", { name: "Apply" })
    .press("Enter");
  await expect(page).toHaveURL(/status=5xx/);
  await expect(rows).toHaveCount(3);

  await rows.nth(1).getByRole("link").focus();
  await page.keyboard.press("Enter");
  const panel = page.getByRole("complementary", { name: "Request" });
  await expect(panel.getByRole("heading", { name: "Request", exact: true })).toBeFocused();
  await expect(panel).toContainText(ids[3] ?? "");
  await page.keyboard.press("j");
  await expect(panel).toContainText(ids[0] ?? "");
  await expect(page).toHaveURL(new RegExp(`request=${ids[0]}`));
  await expect(panel).toContainText("The provider failed");
  await page.keyboard.press("k");
  await expect(panel).toContainText(ids[3] ?? "");
  await page.setViewportSize({ width: 1280, height: 1_400 });
  await expectAccessible(page);
  await expectToFit(page, 320);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(panel).toHaveCount(0);
  await expect(page.locator(`#row-${ids[3]}`)).toBeFocused();

  await page.getByRole("link", { name: "Errors", exact: true }).click();
  await expect(page.getByRole("heading", { name: /The provider failed/ })).toBeVisible();
  await page.getByRole("link", { name: "Show its rows" }).click();
  await expect(page).toHaveURL(/error=provider_failed/);

  await page.goto(`/keys/${key.keyId}/logs?status=zzz`);
  await expect(page.getByText("A part of the address is not known here")).toBeVisible();
  await expect(page.getByText("4 rows, sum = ")).toBeVisible();
  await page.goto("/logs?q=%25&model=nope");
  await expect(page.getByRole("heading", { name: "No request matches" })).toBeVisible();
  await page.getByRole("link", { name: "Clear filters" }).click();
  await expect(page).toHaveURL(/\/logs$/);
});

test("new rows wait behind a button, and watching rests while somebody reads a row", async ({
  page,
  ledger,
  owner,
}) => {
  const key = await makeKey(ledger.db, { accountId: owner.accountId });
  const caller = { accountId: owner.accountId, ...key };
  await makeRequests(ledger.db, caller, [{}]);
  await page.goto("/logs?live=1");
  const rows = page.getByRole("table", { name: "Requests", exact: true }).getByRole("row");
  await expect(rows).toHaveCount(2);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await makeRequests(ledger.db, caller, [{}, {}]);
  await expect(page.getByRole("button", { name: "2 new" })).toBeVisible();
  await expect(rows).toHaveCount(2);
  await page.getByRole("button", { name: "2 new" }).click();
  await expect(rows).toHaveCount(4);
  await rows.nth(2).getByRole("link").focus();
  await expect(page.getByText("Paused while a row is open or focused")).toBeVisible();
});

test("what a model answered is text, whatever it looks like, and is deleted when somebody says so", async ({
  page,
  ledger,
  owner,
}) => {
  const { accountId } = owner;
  const key = await makeKey(ledger.db, { accountId });
  const [id] = await makeRequests(ledger.db, { accountId, ...key }, [{}]);
  const stranger = await makeOwner(ledger.db);
  const foreign = {
    accountId: stranger.accountId,
    ...(await makeKey(ledger.db, { accountId: stranger.accountId })),
  };
  const [theirs] = await makeRequests(ledger.db, foreign, [{}]);
  const markup = `<script>document.title="owned"</script><img src=x onerror="document.title='owned'"><b>bold</b>`;
  const asked = JSON.stringify({ messages: [{ role: "user", content: markup }] });
  const answered = JSON.stringify({ choices: [{ message: { content: markup } }] });
  await ledger.sql`insert into request_payloads
    (request_id, account_id, request, response, request_bytes, response_bytes, redactions, expires_at)
    values (${id ?? ""}, ${accountId}, ${asked}, ${answered}, ${asked.length}, ${answered.length}, 0, now() + interval '1 day')`;
  await page.goto(`/logs?request=${id}`);
  const panel = page.getByRole("complementary", { name: "Request" });
  await expect(panel.getByRole("region", { name: "answer, text" })).toHaveText(markup);
  await panel.getByText("Raw request and response").click();
  await expect(panel.getByRole("region", { name: "Response, text" })).toHaveText(answered);
  await expect(panel.locator("img, b, script")).toHaveCount(0);
  await expect(page).not.toHaveTitle("owned");
  await expectAccessible(page);

  await panel.getByRole("button", { name: "Replay…" }).click();
  const question = page.getByRole("alertdialog", { name: "Replay this request?" });
  await expect(question).toContainText("It counts under the key for tests");
  await question.getByRole("button", { name: "Replay" }).click();
  const replay = panel.getByRole("region", { name: "Replay", exact: true });
  await expect(replay.getByText("Replayed.")).toBeVisible();
  await expect(replay.getByRole("row", { name: /^Model sandbox\/echo/ })).toBeVisible();
  await expect(panel.locator("img, b, script")).toHaveCount(0);

  await panel.getByRole("button", { name: "Delete payload…" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete payload" }).click();
  await expect(panel.getByText("What was asked and answered is not kept")).toBeVisible();
  await page.goto(`/logs?request=${theirs}`);
  await expect(panel.getByRole("heading", { name: "No such request" })).toBeVisible();
});

test("the files and the copied call have the rows that the page has, in its order", async ({
  page,
  context,
  app,
  ledger,
  owner,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: app.url });
  const { accountId } = owner;
  const key = await makeKey(ledger.db, { accountId, name: '=cmd, "quoted"' });
  const caller = { accountId, ...key };
  const at = (n: number) => new Date(Date.now() - n * SECOND_MS);
  await makeRequests(ledger.db, caller, [
    { startedAt: at(50), costNanoUsd: 1_250_000_000n },
    { startedAt: at(40), status: 502, costNanoUsd: 0n },
    { startedAt: at(30), costNanoUsd: null, settlement: "unpriced", modelUsed: "own" },
    { startedAt: at(20), costNanoUsd: 2_000_000_001n },
    { startedAt: at(10), status: 429, errorCode: "rate_limited", costNanoUsd: 0n },
  ]);
  await page.goto("/logs?status=2xx");
  await expect(page.getByText("3 rows, sum = $3.25")).toBeVisible();
  const rows = page.locator("a[data-log-row]");
  await expect(rows).toHaveCount(3);
  const shown = await rows.evaluateAll((links) => links.map(({ id }) => id.replace("row-", "")));

  const csv = csvRows(await savedText(page, page.getByRole("link", { name: "Export as CSV" })));
  expect(csv.map(({ id }) => id)).toEqual(shown);
  expect(csv.map(({ cost_usd }) => cost_usd)).toEqual(["2.000000001", "", "1.25"]);
  const json = JSON.parse(await savedText(page, page.getByRole("link", { name: "Export as JSON" })));
  expect(json.requests.map(({ id }: { id: string }) => id)).toEqual(shown);
  expect(json.requests[0].key_name).toBe(key.name);

  await pressCopy(page.getByRole("button", { name: "Copy API call" }));
  const { logs } = await askCopied(await clipboardOf(page), key.secret);
  expect(logs.map(({ id }: { id: string }) => id)).toEqual(shown);
});
