import type { NextConfig } from "next";

/** Browsers never ask for it; programs that read for a language model do. */
const ASKS_FOR_MARKDOWN = { type: "header" as const, key: "accept", value: ".*text/markdown.*" };

const config: NextConfig = {
  agentRules: false,
  poweredByHeader: false,
  reactStrictMode: true,
  experimental: { agentUpgrade: false },
  // `npm test` checks the types; a person's first start need not wait for it.
  typescript: { ignoreBuildErrors: true },
  // Native modules and process-wide singletons must be loaded by Node, never bundled.
  serverExternalPackages: ["@node-rs/argon2", "@redis/client", "pino", "postgres", "prom-client", "undici"],
  images: { unoptimized: true },
  redirects: async () => [
    { source: "/", destination: "/overview", permanent: false },
    { source: "/docs/limits", destination: "/docs/rate-limits", permanent: false },
  ],
  // The documentation as Markdown, for language models and whoever writes for them.
  rewrites: async () => ({
    beforeFiles: [
      { source: "/llms.txt", destination: "/docs/markdown/llms" },
      { source: "/llms-full.txt", destination: "/docs/markdown/llms-full" },
      { source: "/docs.md", destination: "/docs/markdown/introduction" },
      { source: "/docs/:page([a-z-]+).md", destination: "/docs/markdown/:page" },
      { source: "/docs/reference/:group([a-z-]+).md", destination: "/docs/markdown/reference/:group" },
      {
        source: "/docs/reference/:group([a-z-]+)/:operation([A-Za-z]+).md",
        destination: "/docs/markdown/reference/:group/:operation",
      },
      { source: "/docs", has: [ASKS_FOR_MARKDOWN], destination: "/docs/markdown/introduction" },
      { source: "/docs/:page([a-z-]+)", has: [ASKS_FOR_MARKDOWN], destination: "/docs/markdown/:page" },
      {
        source: "/docs/reference/:group([a-z-]+)",
        has: [ASKS_FOR_MARKDOWN],
        destination: "/docs/markdown/reference/:group",
      },
      {
        source: "/docs/reference/:group([a-z-]+)/:operation([A-Za-z]+)",
        has: [ASKS_FOR_MARKDOWN],
        destination: "/docs/markdown/reference/:group/:operation",
      },
    ],
    afterFiles: [],
    fallback: [],
  }),
};

export default config;
