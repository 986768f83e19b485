import type { Page } from "@playwright/test";
import { AuthenticationError } from "openai";
import type { Sql } from "postgres";
import { makeAccount, makeKey } from "@/db/factories";
import { makeRequests } from "@/db/factories-requests";
import { formatUsd } from "@/lib/core/format";
import { expectAccessible } from "../fixtures/accessibility";
import { clipboardOf, pasted, pressCopy } from "../fixtures/clipboard";
import { expect, signedInTest as test } from "../fixtures/dashboard";
import { chooseByKeyboard, pressOn, tabTo } from "../fixtures/keyboard";
import { actions, call, holdToast, reveal, row, secretField } from "../fixtures/keys-room";

// As in everybody's browser: what pages fetch ahead must not hold a secret either.
test.use({ isFetchedAhead: true });

const SECRET = /^layer_[0-9a-f]{64}$/;

async function create(page: Page, name: string): Promise<string> {
  await page.getByRole("button", { name: "Create New Key" }).click();
  await page.getByRole("dialog").getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("dialog").getByRole("button", { name: "Create key" }).click();
  await expect(reveal(page)).toBeVisible();
  const secret = await secretField(page).inputValue();
  expect(secret).toMatch(SECRET);
  return secret;
}

async function remove(page: Page, name: string): Promise<void> {
  await actions(page, name).click();
  await page.getByRole("menuitem", { name: "Delete…" }).click();
  const question = page.getByRole("alertdialog", { name: `Delete ${name}?` });
  await expect(question).toBeVisible();
  const confirmation = question.getByRole("textbox");
  if ((await confirmation.count()) > 0) await confirmation.fill(name);
  await question.getByRole("button", { name: "Delete key" }).click();
  await expectDeleted(page, name);
}

/** The table behind an open question is hidden from roles, so the answer is waited for first. */
async function expectDeleted(page: Page, name: string): Promise<void> {
  await expect(page.getByText("Key deleted").last()).toBeVisible();
  await holdToast(page, "Undo");
  await expect(page.getByRole("alertdialog")).toHaveCount(0);
  await expect(row(page, name)).toHaveCount(0);
}

test("a key is created, copied, used, seen with its cost, deleted, restored, deleted for good", async ({
  page,
  context,
  app,
  owner,
  ledger,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: app.url });
  await page.goto("/keys");
  await page.getByRole("link", { name: "API Keys" }).first().click();
  const secret = await create(page, "Production");
  await pressCopy(reveal(page).getByRole("button", { name: "Copy", exact: true }).first());
  expect(await clipboardOf(page)).toBe(secret);

  await expect(reveal(page).getByText("Waiting for the first request…")).toBeVisible();
  const answer = await call(app.url, secret);
  expect(answer.choices[0]?.message.content).toContain("one two three");
  await expect(reveal(page).getByText(/^First request received: /)).toBeVisible();
  await reveal(page).getByRole("button", { name: "I have saved it" }).click();
  await expect(reveal(page)).toHaveCount(0);

  const [sum] = await ledger.sql<{ nano: bigint }[]>`
    select sum(cost_nano_usd)::bigint as nano from requests where account_id = ${owner.accountId}`;
  const cost = formatUsd(sum?.nano ?? null);
  await expect(row(page, "Production")).toContainText(cost);
  await row(page, "Production").getByRole("link", { name: "Production" }).click();
  await expect(page.getByRole("heading", { name: "Production", level: 1 })).toBeVisible();
  const chart = page.getByRole("figure", { name: "Cost by model" });
  await expect(chart).toContainText(cost);
  await chart.getByText("Table", { exact: true }).click();
  await expect(chart.getByRole("row", { name: /^Total/ })).toContainText(cost);
  await expect(page.getByRole("table", { name: "Latest requests" })).toContainText("sandbox/echo");

  await page.getByRole("link", { name: "API Keys" }).first().click();
  await remove(page, "Production");
  await expect(call(app.url, secret)).rejects.toBeInstanceOf(AuthenticationError);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row(page, "Production")).toBeVisible();
  await call(app.url, secret);
  await remove(page, "Production");
  const refused = await call(app.url, secret).catch((thrown: unknown) => thrown);
  expect(refused).toMatchObject({ status: 401, code: "key_deleted" });
});

test("the whole way is possible with the keyboard alone", async ({ page, app }) => {
  await page.goto("/keys");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await pressOn(page, page.getByRole("button", { name: "Create New Key" }));
  await expect(page.getByRole("dialog").getByRole("textbox", { name: "Name" })).toBeFocused();
  await page.keyboard.type("Development");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("alertdialog", { name: "Close without creating the key?" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog").getByRole("textbox", { name: "Name" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(reveal(page)).toBeVisible();
  const secret = await secretField(page).inputValue();
  await call(app.url, secret);

  await page.keyboard.press("Escape");
  const guard = page.getByRole("alertdialog", { name: "Close without saving the key?" });
  await expect(guard).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(guard).toHaveCount(0);
  await pressOn(page, reveal(page).getByRole("button", { name: "I have saved it" }));
  await expect(reveal(page)).toHaveCount(0);

  await pressOn(page, actions(page, "Development"));
  await chooseByKeyboard(page, "Delete…");
  const question = page.getByRole("alertdialog", { name: "Delete Development?" });
  await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
  await tabTo(page, question.getByRole("textbox"));
  await page.keyboard.type("Development");
  await page.keyboard.press("Enter");
  await expectDeleted(page, "Development");
  await expect(call(app.url, secret)).rejects.toBeInstanceOf(AuthenticationError);
});

test("over plain HTTP on another host name the copied text is the secret", async ({ page, context, app }) => {
  const address = `http://layer.test:${app.port}`;
  const [session] = await context.cookies(app.url);
  if (session === undefined) throw new Error("The owner has no session.");
  const { name, value } = session;
  await context.addCookies([{ name, value, url: address, httpOnly: true, sameSite: "Lax" }]);
  await page.goto(`${address}/keys`);
  expect(await page.evaluate(() => window.isSecureContext)).toBe(false);
  const secret = await create(page, "Elsewhere");
  await pressCopy(reveal(page).getByRole("button", { name: "Copy", exact: true }).first());
  expect(await pasted(page)).toBe(secret);
});

test("once its dialog has closed, the secret is nowhere", async ({ page, context, app, ledger, owner }) => {
  const answers: Array<{ url: string; text: string }> = [];
  // Fetched here and passed on, so that no answer of the server goes by unread.
  await page.route(`${app.url}/**`, async (route) => {
    const response = await route.fetch({ maxRedirects: 0 });
    answers.push({ url: response.url(), text: await response.text() });
    await route.fulfill({ response });
  });
  await page.goto("/keys");
  const secret = await create(page, "Nowhere");
  expect(answers.filter(({ text }) => text.includes(secret))).toHaveLength(1);
  expect(await page.content()).not.toContain(secret);
  await call(app.url, secret);
  await reveal(page).getByRole("button", { name: "I have saved it" }).click();
  await expect(reveal(page)).toHaveCount(0);
  answers.length = 0;

  await row(page, "Nowhere").getByRole("link", { name: "Nowhere" }).click();
  await expect(page.getByRole("heading", { name: "Nowhere", level: 1 })).toBeVisible();
  await page.goBack();
  await expect(row(page, "Nowhere")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "API key, shown once" })).toHaveCount(0);
  await page.reload();
  await expect(row(page, "Nowhere")).toBeVisible();
  await page.unrouteAll({ behavior: "wait" });

  const headers = { authorization: `Bearer ${secret}` };
  const listed = await fetch(`${app.url}/v1/keys`, { headers });
  const places = {
    "the page": await page.content(),
    "its fields": (
      await page.locator("input").evaluateAll((all) => all.map((i) => (i as HTMLInputElement).value))
    ).join(),
    "its address": page.url(),
    "the browser's storage": await page.evaluate(() =>
      JSON.stringify([localStorage, sessionStorage, history.state]),
    ),
    cookies: JSON.stringify(await context.cookies()),
    "later answers": JSON.stringify(answers),
    "the list of keys": await listed.text(),
    "the log of the server": app.log(),
    "the database": await dump(ledger.sql),
  };
  expect(listed.status).toBe(200);
  expect(places["the database"]).toContain(owner.email);
  const hex = Buffer.from(secret).toString("hex");
  const found = Object.entries(places).filter(([, text]) => text.includes(secret) || text.includes(hex));
  expect(found.map(([place]) => place)).toEqual([]);
});

test("every state of the keys room is accessible in both themes", async ({ page, ledger, owner }) => {
  test.slow();
  await page.goto("/keys");
  await expect(page.getByRole("heading", { name: "Create your first key" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Create New Key" }).click();
  await expectAccessible(page);
  await page.getByRole("dialog").getByRole("textbox", { name: "Name" }).fill("Staging");
  await page.getByRole("dialog").getByRole("button", { name: "Create key" }).click();
  await expect(reveal(page)).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("alertdialog")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Close without saving" }).click();
  await expect(reveal(page)).toHaveCount(0);

  const { accountId, gateId } = owner;
  const { keyId, secretId } = await makeKey(ledger.db, { accountId, name: "Busy", lastUsedAt: new Date() });
  await makeRequests(ledger.db, { accountId, keyId, secretId, gateId }, [
    {},
    { status: 400, errorCode: "invalid_field", errorMessage: "messages is missing" },
    { costNanoUsd: null, settlement: "unpriced", modelUsed: "nobody/knows" },
  ]);
  await page.goto("/keys");
  await expect(row(page, "Busy")).toBeVisible();
  await expectAccessible(page);
  await actions(page, "Busy").click();
  await expectAccessible(page);
  await page.getByRole("menuitem", { name: "Delete…" }).click();
  await expect(page.getByRole("alertdialog")).toBeVisible();
  await expectAccessible(page);
  await page.goto(`/keys/${keyId}`);
  await expect(page.getByRole("figure", { name: "Cost by model" })).toBeVisible();
  await expectAccessible(page);
});

test("search, sort and page are in the address and survive a reload", async ({ page, ledger, owner }) => {
  for (const name of ["Alpha", "Beta", "Gamma"]) {
    await makeKey(ledger.db, { accountId: owner.accountId, name, lastUsedAt: new Date() });
  }
  await page.goto("/keys?sort=name&dir=desc");
  await expect(page.getByRole("row").nth(1)).toContainText("Gamma");
  await page.getByRole("searchbox").fill("Bet");
  await expect(page.getByRole("row")).toHaveCount(2);
  await expect(page).toHaveURL(/q=Bet/);
  await page.reload();
  await expect(page.getByRole("row")).toHaveCount(2);
  await expect(row(page, "Beta")).toBeVisible();
});

test.describe("a key that is not there", () => {
  test.use({ expectedErrors: [/404 \(Not Found\)/] });

  test("another account's key is answered exactly like a random one", async ({ page, ledger }) => {
    const { accountId } = await makeAccount(ledger.db);
    const { keyId } = await makeKey(ledger.db, { accountId, name: "Not yours" });
    const texts = [];
    for (const id of [keyId, "00000000-0000-7000-8000-000000000000", "nothing"]) {
      const response = await page.goto(`/keys/${id}`);
      expect(response?.status()).toBe(404);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      texts.push(await page.getByRole("main").innerText());
    }
    expect(new Set(texts).size).toBe(1);
    expect(texts[0]).not.toContain("Not yours");
  });
});

/** Every row of every table as text. */
async function dump(sql: Sql): Promise<string> {
  const tables = await sql<{ name: string }[]>`
    select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`;
  const texts = [];
  for (const { name } of tables) {
    const rows = await sql.unsafe<{ text: string }[]>(`select t::text as text from ${name} t`);
    texts.push(...rows.map(({ text }) => text));
  }
  return texts.join("\n");
}
