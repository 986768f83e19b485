import { env } from "@/lib/env";
import { isListedModel } from "@/lib/prices/price-book";
import { openAiCompatible } from "./openai-compatible";
import type { Provider, ProviderId, ProviderModel } from "./provider";
import { SANDBOX_MODEL, sandbox } from "./sandbox";

const OPENAI_BASE_URL = "https://api.openai.com/v1";
const LIST_FRESH_MS = 60_000;
const LIST_RETRY_MS = 5_000;

/** A model with the provider that answers for it; `provider` is null when that one is not configured. */
export type ResolvedModel = {
  id: string;
  providerModel: string;
  providerId: ProviderId;
  provider: Provider | null;
};

type Registry = {
  providers: Map<ProviderId, Provider>;
  listed: Map<ProviderId, { freshUntil: number; models: Promise<ProviderModel[]> }>;
};

const shared = globalThis as typeof globalThis & { layerProviders?: Registry };

/** The providers this instance is configured for, in the order of preference for a first gate. */
export function configuredProviders(): Provider[] {
  return [...registry().providers.values()];
}

/** Settles which provider answers for a model id; null when nobody knows such a model. */
export async function resolveModel(id: string): Promise<ResolvedModel | null> {
  if (id === SANDBOX_MODEL) return { id, providerModel: id, providerId: "sandbox", provider: sandbox };
  const providerModel = id.startsWith("openai/") ? id.slice("openai/".length) : id;
  const provider = registry().providers.get("openai") ?? null;
  const resolved: ResolvedModel = { id, providerModel, providerId: "openai", provider };
  if (isListedModel("openai", providerModel)) return resolved;
  if (provider === null) return null;
  const offered = await offeredModels(provider);
  return offered.some((model) => model.id === providerModel) ? resolved : null;
}

/**
 * The provider of a model that a gate names. A gate's model was chosen by a person, so it need not be listed:
 * anything that is not the sandbox's goes to the OpenAI-compatible server.
 */
export function gateModel(id: string): ResolvedModel {
  if (id === SANDBOX_MODEL) return { id, providerModel: id, providerId: "sandbox", provider: sandbox };
  const providerModel = id.startsWith("openai/") ? id.slice("openai/".length) : id;
  return { id, providerModel, providerId: "openai", provider: registry().providers.get("openai") ?? null };
}

/**
 * The models a provider offers, at most a minute old; the last known ones (or none) when it cannot be asked, which is
 * tried again after some seconds. Callers that come together share one question.
 */
export function offeredModels(provider: Provider): Promise<ProviderModel[]> {
  const { listed } = registry();
  const known = listed.get(provider.id);
  if (known !== undefined && Date.now() < known.freshUntil) return known.models;
  const models = askForModels(provider, known?.models ?? Promise.resolve([]));
  listed.set(provider.id, { freshUntil: Date.now() + LIST_FRESH_MS, models });
  return models;
}

async function askForModels(provider: Provider, before: Promise<ProviderModel[]>): Promise<ProviderModel[]> {
  try {
    return await provider.listModels();
  } catch {
    registry().listed.set(provider.id, { freshUntil: Date.now() + LIST_RETRY_MS, models: before });
    return before;
  }
}

/** The model of an account's first gate: of the first configured provider, else the sandbox. */
export async function defaultModel(): Promise<string> {
  const openai = registry().providers.get("openai");
  if (openai === undefined) return SANDBOX_MODEL;
  const preferred = "gpt-4o-mini";
  const offered = await offeredModels(openai);
  if (offered.length === 0 || offered.some((model) => model.id === preferred)) return preferred;
  return offered[0]?.id ?? preferred;
}

function registry(): Registry {
  shared.layerProviders ??= { providers: readProviders(), listed: new Map() };
  return shared.layerProviders;
}

function readProviders(): Map<ProviderId, Provider> {
  const settings = env();
  const providers = new Map<ProviderId, Provider>();
  const { LAYER_PLATFORM_OPENAI_API_KEY: apiKey, LAYER_PLATFORM_OPENAI_BASE_URL: baseUrl } = settings;
  if (apiKey !== undefined || baseUrl !== undefined) {
    const provider = openAiCompatible({
      id: "openai",
      label: baseUrl === undefined ? "OpenAI" : `OpenAI-compatible (${new URL(baseUrl).host})`,
      baseUrl: baseUrl ?? OPENAI_BASE_URL,
      apiKey,
      timeoutMs: settings.LAYER_PROVIDER_TIMEOUT_MS,
    });
    providers.set("openai", provider);
  }
  return providers.set("sandbox", sandbox);
}
