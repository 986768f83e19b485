import { makeGate } from "@/db/factories";
import { expectAccessible } from "../fixtures/accessibility";
import { clipboardOf, pressCopy } from "../fixtures/clipboard";
import { expect, test as guestTest, signedInTest as test } from "../fixtures/dashboard";

guestTest(
  "search opens by a key, finds an error code, and leads to its entry by keyboard alone",
  async ({ page }) => {
    await page.goto("/docs/quickstart");
    await expect(page.getByRole("heading", { level: 1, name: "Quickstart" })).toBeVisible();
    const index = page.waitForResponse("**/docs/search.json");
    await page.keyboard.press("/");
    const field = page.getByRole("combobox", { name: "Words to search for" });
    await expect(field).toBeFocused();
    // To be read for the first time, all pages are written for it.
    await index;
    await field.fill("zzzyqx");
    await expect(page.getByRole("status").filter({ hasText: "Nothing found" })).toBeVisible();
    await field.fill("key_disabled");
    await expect(page.getByRole("option").first()).toContainText("key_disabled");
    await expectAccessible(page);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/docs\/errors#key_disabled$/);
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await page.keyboard.press("ControlOrMeta+k");
    await expect(field).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  },
);

guestTest(
  "every page has a Markdown twin, for programs by its name and by what they accept",
  async ({ page, app }) => {
    await page.goto("/docs");
    const links = await page.getByRole("navigation", { name: "Documentation" }).getByRole("link").all();
    const paths = await Promise.all(links.map((link) => link.getAttribute("href")));
    expect(paths.length).toBeGreaterThan(15);
    for (const path of paths) {
      const named = await page.request.get(`${path}.md`);
      expect(named.status(), `${path}.md`).toBe(200);
      expect(named.headers()["content-type"]).toContain("text/markdown");
      const text = await named.text();
      expect(text).toMatch(/^# /);
      const accepted = await page.request.get(`${path}`, { headers: { accept: "text/markdown" } });
      expect(await accepted.text()).toBe(text);
    }
    const llms = await page.request.get("/llms.txt");
    expect(await llms.text()).toContain(`${app.url}/docs/errors.md`);
    expect((await page.request.get("/docs/no-such-page.md")).status()).toBe(404);
    const full = await (await page.request.get("/llms-full.txt")).text();
    expect(full.match(/^# /gm)?.length).toBeGreaterThanOrEqual(paths.length);
  },
);

test("examples call the reader's own gate, and another one that is chosen", async ({
  page,
  context,
  owner,
  ledger,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await makeGate(ledger.db, { accountId: owner.accountId, name: "support", isDefault: false });
  await page.goto("/docs/quickstart");
  const code = page.getByRole("group", { name: "curl, code" });
  await expect(code).toContainText('"model":"default"');
  await page.getByRole("combobox", { name: "Gate in examples" }).selectOption("support");
  await expect(code).toContainText('"model":"support"');
  await pressCopy(page.getByRole("button", { name: "Copy as Markdown" }));
  const copied = await clipboardOf(page);
  expect(copied).toMatch(/^# Quickstart\n/);
  expect(copied).toContain('"model":"support"');
});
