import { expect, signedInTest as test } from "../fixtures/dashboard";

test.use({ isFetchedAhead: true });

test("what a link leads to is fetched ahead once the pointer or the focus is on it, and nothing else is", async ({
  page,
}) => {
  const ahead = new Set<string>();
  page.on("request", (request) => {
    if (request.headers()["next-router-prefetch"]) ahead.add(new URL(request.url()).pathname);
  });
  await page.goto("/keys");
  const room = (name: string) => page.getByRole("navigation", { name: "Main" }).getByRole("link", { name });
  await room("Logs").hover();
  await expect.poll(() => [...ahead]).toEqual(["/logs"]);
  await room("Spending").focus();
  await expect.poll(() => [...ahead]).toEqual(["/logs", "/spending"]);
});
