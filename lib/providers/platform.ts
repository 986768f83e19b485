import { env } from "@/lib/env";
import type { Directory, DirectoryEntry } from "./directory";
import { httpProvider } from "./http-provider";
import { kindAt } from "./kind-at";
import { anthropic } from "./kinds/anthropic";
import { google } from "./kinds/google";
import { mistral } from "./kinds/mistral";
import { openai } from "./kinds/openai";
import { openAiCompatible } from "./kinds/openai-compatible";
import type { ProviderKind } from "./provider";
import { sandbox } from "./sandbox";

const shared = globalThis as typeof globalThis & { layerPlatform?: Directory };

/** The providers that this instance is configured for by its settings, in order of preference; the sandbox is the last. */
export function platformDirectory(): Directory {
  shared.layerPlatform ??= read();
  return shared.layerPlatform;
}

function read(): Directory {
  const settings = env();
  const entries: DirectoryEntry[] = [];
  const add = (
    kind: ProviderKind,
    id: string,
    label: string,
    baseUrl: string,
    apiKey: string | undefined,
  ) => {
    const timeoutMs = settings.LAYER_PROVIDER_TIMEOUT_MS;
    const provider = httpProvider({ id, label, isOwn: false, kind, baseUrl, apiKey, timeoutMs });
    entries.push({ id, kind, label, providers: [provider], failure: null });
  };
  const known = [
    [openai, settings.LAYER_PLATFORM_OPENAI_API_KEY, settings.LAYER_PLATFORM_OPENAI_BASE_URL],
    [anthropic, settings.LAYER_PLATFORM_ANTHROPIC_API_KEY, settings.LAYER_PLATFORM_ANTHROPIC_BASE_URL],
    [google, settings.LAYER_PLATFORM_GOOGLE_API_KEY, settings.LAYER_PLATFORM_GOOGLE_BASE_URL],
    [mistral, settings.LAYER_PLATFORM_MISTRAL_API_KEY, settings.LAYER_PLATFORM_MISTRAL_BASE_URL],
  ] as const;
  for (const [kind, apiKey, baseUrl] of known) {
    if (apiKey === undefined && baseUrl === undefined) continue;
    const elsewhere = baseUrl !== undefined && kind.id === "openai";
    add(
      kindAt(kind, baseUrl ?? null),
      kind.id,
      elsewhere ? `OpenAI-compatible (${new URL(baseUrl).host})` : kind.label,
      baseUrl ?? kind.baseUrl ?? "",
      apiKey,
    );
  }
  for (const { name, baseUrl, apiKey } of settings.LAYER_PLATFORM_PROVIDERS) {
    add(openAiCompatible, name, `${name} (${new URL(baseUrl).host})`, baseUrl, apiKey);
  }
  const last = {
    id: sandbox.id,
    kind: sandbox.kind,
    label: sandbox.label,
    providers: [sandbox],
    failure: null,
  };
  return new Map([...entries, last].map((entry) => [entry.id, entry]));
}
