import { defineConfig, devices } from "@playwright/test";
import { launchOptions } from "./e2e/chromium";
import type { GatewayOptions } from "./e2e/fixtures/gateway";

// There is no shared `webServer`: each worker starts the built app for itself, on its own port and its own copy of
// the migrated database (e2e/fixtures), so that suites run side by side and may kill what they test.
export default defineConfig<object, GatewayOptions>({
  testDir: "e2e",
  globalSetup: "./e2e/global-setup.ts",
  outputDir: "test-results",
  workers: 3,
  retries: 0,
  forbidOnly: process.env.CI !== undefined,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: "list",
  // Keeping a trace costs a fifth of the time; what failed is looked at again with `--trace on`.
  use: { trace: "off", video: "off", locale: "en-US", timezoneId: "UTC" },
  projects: [
    { name: "gateway", testDir: "e2e/gateway", use: { servedBy: "server" } },
    { name: "gateway on next start", testDir: "e2e/gateway", use: { servedBy: "next start" } },
    {
      name: "dashboard",
      testDir: "e2e/dashboard",
      // Each test makes its own account, and a worker runs one at a time: no worker waits for the longest file of another.
      fullyParallel: true,
      use: {
        ...devices["Desktop Chrome"],
        launchOptions: launchOptions(["--host-resolver-rules=MAP layer.test 127.0.0.1"]),
      },
    },
  ],
});
