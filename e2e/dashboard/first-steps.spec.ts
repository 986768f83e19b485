import { makeKey } from "@/db/factories";
import { makeRequests } from "@/db/factories-requests";
import { makeSpendingLimit } from "@/db/factories-spending";
import { DAY_MS } from "@/lib/core/time";
import { expectAccessible } from "../fixtures/accessibility";
import { expect, signedInTest as test } from "../fixtures/dashboard";
import { expectToFit } from "../fixtures/width";

const chat = (url: string, secret: string, model: string) =>
  fetch(`${url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
    body: JSON.stringify({ model, messages: [{ role: "user", content: "Say hello" }] }),
  });

test("from an empty account to the first answer: steps tick themselves, and its time and cost are told", async ({
  page,
  app,
  ledger,
  owner,
}) => {
  test.slow();
  const { accountId } = owner;
  await page.goto("/overview");
  const card = page.locator("section", { has: page.getByRole("heading", { name: "First steps" }) });
  const step = (name: string) => card.getByRole("listitem").filter({ hasText: name });
  await expect(card.getByRole("status").first()).toContainText("0 of 5 done or skipped");
  await expect(page.getByRole("figure", { name: /^Sample/ })).toBeVisible();
  await expectAccessible(page);

  await card.getByRole("button", { name: "Use the mock provider" }).focus();
  await page.keyboard.press("Enter");
  await expect(step("Add a provider key")).toContainText("Skipped");
  await expect(card.getByRole("button", { name: /^Take it up again.*provider key$/ })).toBeFocused();
  await card.getByRole("button", { name: "Keep the default gate" }).click();
  await expect(step("Create a gate")).toContainText("Skipped");

  const { secret } = await makeKey(ledger.db, { accountId, name: "Laptop" });
  await page.reload();
  await expect(step("Create an API key")).toContainText("Done");
  await expect(step("Add a provider key")).toContainText("Skipped");
  await expect(card.getByText("Waiting for the first request…")).toBeVisible();
  expect((await chat(app.url, secret, "nobody/knows")).status).toBe(404);
  await expect(card.getByText("its first request failed (404)")).toBeVisible();
  expect((await chat(app.url, secret, "default")).status).toBe(200);
  await expect(step("Make the first request")).toContainText("Done");
  const told = card.getByRole("status").first();
  await expect(told).toContainText(/First answer after (\d+ min )?\d+ s\. That request cost \$0\.\d+\./);

  await makeSpendingLimit(ledger.db, { accountId });
  await page.reload();
  await expect(page.getByRole("heading", { name: "You are set up" })).toBeVisible();
  await expect(page.getByText("Nothing is left to do.")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Open its log" }).click();
  await expect(page.getByRole("complementary", { name: "Request" })).toContainText("sandbox/echo");
});

test("the steps can be hidden, come back from the quickstart, and go by themselves after a day", async ({
  page,
  ledger,
  owner,
}) => {
  await page.setViewportSize({ width: 375, height: 800 });
  await page.goto("/overview");
  await page.getByRole("button", { name: "Hide these steps" }).click();
  await expect(page.getByText("No requests yet")).toBeVisible();
  await page.reload();
  await expect(page.getByRole("button", { name: "Hide these steps" })).toHaveCount(0);
  await page.goto("/docs/quickstart");
  await page.getByRole("link", { name: "first steps" }).click();
  await expect(page.getByRole("heading", { name: "First steps" })).toBeVisible();
  await expectToFit(page);

  const { keyId, secretId } = await makeKey(ledger.db, { accountId: owner.accountId });
  const startedAt = new Date(Date.now() - 2 * DAY_MS);
  await makeRequests(ledger.db, { accountId: owner.accountId, keyId, secretId }, [{ startedAt }]);
  await page.context().clearCookies({ name: "layer-first-steps" });
  await page.goto("/overview");
  await expect(page.getByRole("heading", { name: "Spend by model" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Hide these steps" })).toHaveCount(0);
});
