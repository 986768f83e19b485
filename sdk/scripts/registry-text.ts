type Entry = {
  type?: string;
  provider: string;
  displayName: string;
  pricing?: { input?: number; output?: number };
  contextLength?: number;
  deprecated?: boolean;
};

/** The providers whose models old code looks up; the sandbox and servers of one's own are no news to it. */
const PROVIDERS = ["openai", "anthropic", "google", "mistral"];

/** The models that a fresh instance knows, as a constant of TypeScript: a line each. */
export function registryText({ models }: { models: Record<string, Entry> }): string {
  const lines = Object.entries(models)
    .filter(([, { provider }]) => PROVIDERS.includes(provider))
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([id, entry]) => `  ${JSON.stringify(id)}: ${JSON.stringify(kept(entry))},`);
  return [
    "// Made from the server's registry by `npm run generate -w @layer-ai/sdk`. Do not edit.",
    "",
    'import type { ModelEntry } from "../registry-types";',
    "",
    "/** The models known when this version was made; prices in USD per 1M tokens. The instance's own: `GET /v1/registry`. */",
    "export const MODEL_REGISTRY = {",
    ...lines,
    "} as const satisfies Record<string, ModelEntry>;",
    "",
  ].join("\n");
}

function kept({ type, provider, displayName, pricing, contextLength, deprecated }: Entry): Entry {
  return {
    ...(type === undefined ? {} : { type }),
    provider,
    displayName,
    ...(pricing === undefined ? {} : { pricing }),
    ...(contextLength === undefined ? {} : { contextLength }),
    ...(deprecated ? { deprecated } : {}),
  };
}
