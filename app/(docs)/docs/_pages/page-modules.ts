import type { ReactNode } from "react";
import type { DocsSlug } from "./docs-pages";

type PageModule = { default: () => ReactNode | Promise<ReactNode> };

/** The pages themselves, for what reads them without a browser: Markdown, search, and the tests of their snippets. */
export const PAGE_MODULES: Record<DocsSlug, () => Promise<PageModule>> = {
  introduction: () => import("../page"),
  quickstart: () => import("../quickstart/page"),
  authentication: () => import("../authentication/page"),
  sdks: () => import("../sdks/page"),
  streaming: () => import("../streaming/page"),
  gates: () => import("../gates/page"),
  models: () => import("../models/page"),
  "provider-keys": () => import("../provider-keys/page"),
  keys: () => import("../keys/page"),
  scopes: () => import("../scopes/page"),
  guard: () => import("../guard/page"),
  leaks: () => import("../leaks/page"),
  "rate-limits": () => import("../rate-limits/page"),
  spending: () => import("../spending/page"),
  usage: () => import("../usage/page"),
  webhooks: () => import("../webhooks/page"),
  audit: () => import("../audit/page"),
  security: () => import("../security/page"),
  "self-hosting": () => import("../self-hosting/page"),
  endpoints: () => import("../endpoints/page"),
  reference: () => import("../reference/page"),
  errors: () => import("../errors/page"),
};
