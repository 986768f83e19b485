import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./lib/testing/longest-first";

const root = fileURLToPath(new URL("./", import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@\//, replacement: root },
      { find: /^@layer-ai\/sdk$/, replacement: `${root}sdk/src/index.ts` },
      { find: /^@layer-ai\/sdk\/(admin|config)$/, replacement: `${root}sdk/src/$1.ts` },
      { find: /^@layer-ai\/admin$/, replacement: `${root}sdk/src/admin.ts` },
      { find: /^server-only$/, replacement: `${root}lib/testing/empty.ts` },
    ],
  },
  test: {
    environment: "node",
    include: ["**/*.test.ts", "**/*.test.tsx"],
    exclude: ["node_modules/**", "e2e/**", "bench/**", ".next/**", "dist/**", "sdk/dist/**", ".data/**"],
    globalSetup: ["./lib/testing/vitest-global-setup.ts"],
    // next-auth imports next/server, which only a bundler finds.
    server: { deps: { inline: ["next-auth"] } },
    pool: "forks",
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    // Tests and what they poll for are over long before, unless the machine is slow or busy with something else. These are for what
    // never ends; how long something may take is said by the test itself.
    testTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
    hookTimeout: 120_000,
    // A test that leaves a mock or a changed variable behind must not help or harm the next one.
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
  },
});
