import { expectAccessible } from "../fixtures/accessibility";
import { expect, signedInTest as test } from "../fixtures/dashboard";
import { expectToFit } from "../fixtures/width";

const rooms: Array<[path: string, heading: string | RegExp]> = [
  ["/settings", "Settings"],
  ["/settings/data", "Data"],
  ["/docs", /\S/],
  ["/docs/quickstart", /\S/],
  ["/docs/authentication", /\S/],
  ["/docs/keys", "Keys"],
  ["/docs/scopes", "Scopes"],
  ["/docs/guard", "Guard and alerts"],
  ["/docs/rate-limits", "Rate limits"],
  ["/docs/spending", "Spending"],
  ["/docs/sdks", "SDKs and tools"],
  ["/docs/streaming", "Streaming"],
  ["/docs/security", "Security"],
  ["/docs/audit", "Audit log"],
  ["/docs/usage", "Usage and logs"],
  ["/docs/leaks", "Leaked keys"],
  ["/docs/provider-keys", /\S/],
  ["/docs/webhooks", /\S/],
  ["/docs/models", /\S/],
  ["/docs/endpoints", /\S/],
  ["/docs/gates", "Gates"],
  ["/docs/errors", /\S/],
];

for (const [path, name] of rooms) {
  test(`${path} is accessible in both themes and fits a narrow screen`, async ({ page }) => {
    expect((await page.goto(path))?.status()).toBe(200);
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
    await expectAccessible(page);
    await expectToFit(page, 320);
  });
}

test.describe("a page that does not exist", () => {
  test.use({ expectedErrors: [/404 \(Not Found\)/] });

  test("says so, and is accessible", async ({ page }) => {
    const response = await page.goto("/nowhere");
    expect(response?.status()).toBe(404);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectAccessible(page);
  });
});
