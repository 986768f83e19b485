import { hash } from "@node-rs/argon2";
import type { Page } from "@playwright/test";
import { makeAccount, makeUser } from "@/db/factories";
import { expectAccessible } from "../fixtures/accessibility";
import { expect, test } from "../fixtures/dashboard";

const PASSWORD = "a pass phrase of several words, whole";

// The overview of an account without requests asks every two seconds whether the first has come, also of a session that has just ended.
test.use({ expectedErrors: [/401 \(Unauthorized\) \(\S+\/overview\/first-request\)$/] });

const member = test.extend<{ email: string }>({
  email: async ({ ledger }, use) => {
    const { accountId } = await makeAccount(ledger.db);
    const { email } = await makeUser(ledger.db, { accountId, passwordHash: await hash(PASSWORD) });
    await use(email);
  },
});

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByRole("textbox", { name: "E-mail" }).fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

member("a visitor is asked to sign in and then returns to the exact deep link", async ({ page, email }) => {
  await page.goto("/keys?sort=name&dir=asc");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await expectAccessible(page);
  await signIn(page, email.toUpperCase(), PASSWORD);
  await expect(page).toHaveURL("/keys?sort=name&dir=asc");
  await expect(page.getByRole("link", { name: "API Keys" }).first()).toHaveAttribute("aria-current", "page");
});

member("a wrong password and an unknown person read the same sentence", async ({ page, email }) => {
  const sentences = [];
  for (const [who, password] of [
    [email, "not the password at all"],
    ["nobody@example.test", PASSWORD],
  ] as const) {
    await page.goto("/sign-in");
    await signIn(page, who, password);
    const alert = page.getByRole("alert").filter({ hasText: /\S/ });
    await expect(alert).toBeVisible();
    sentences.push(await alert.innerText());
    await expect(page.getByRole("textbox", { name: "E-mail" })).toHaveValue(who);
  }
  expect(sentences[0]).toBe(sentences[1]);
});

member("the way back never leads to another site", async ({ page, app, email }) => {
  for (const next of ["https://evil.test/", "//evil.test/", "/\\evil.test", "javascript:alert(1)"]) {
    await page.context().clearCookies();
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
    await signIn(page, email, PASSWORD);
    await expect(page).toHaveURL(`${app.url}/overview`);
  }
});

member("after signing out the old cookie opens nothing", async ({ page, context, email }) => {
  await page.goto("/sign-in");
  await signIn(page, email, PASSWORD);
  await expect(page).toHaveURL("/overview");
  const cookies = await context.cookies();
  await page.getByRole("button", { name: /^Account:/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await context.addCookies(cookies);
  await page.goto("/keys");
  await expect(page).toHaveURL(/\/sign-in/);
});
