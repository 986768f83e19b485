import type { AppError } from "@/lib/core/errors";
import { isListedModel } from "@/lib/prices/price-book";
import { findKind, HTTP_KINDS } from "./kinds";
import type { Provider, ProviderKind, ProviderModel } from "./provider";
import { SANDBOX_MODEL } from "./sandbox";

/** All there is to reach the models of one name: the account's own keys in their order, or else the instance's. */
export type DirectoryEntry = {
  id: string;
  kind: ProviderKind;
  label: string;
  /** Never empty unless `failure` says why. */
  providers: readonly Provider[];
  /** Set when the account has a key here that cannot be used: its calls are refused, never sent with another key. */
  failure: AppError | null;
};

/** The providers that one account can use, by what their models are named after, in order of preference. */
export type Directory = ReadonlyMap<string, DirectoryEntry>;

/** A model with those who answer for it; `entry` is null when nobody is configured for its provider. */
export type ResolvedModel = {
  /** As the client or the gate wrote it. */
  id: string;
  /** The provider's own name of it. */
  providerModel: string;
  providerId: string;
  kind: ProviderKind;
  entry: DirectoryEntry | null;
};

const LIST_FRESH_MS = 60_000;
const LIST_RETRY_MS = 5_000;
// What a first gate runs, by kind; a server of one's own answers with the first model that it offers.
const PREFERRED_MODELS: Readonly<Record<string, string>> = {
  openai: "gpt-4o-mini",
  anthropic: "claude-haiku-4-5",
  google: "gemini-2.5-flash",
  mistral: "mistral-small-latest",
};

type Offer = { freshUntil: number; models: Promise<ProviderModel[]>; hasFailed: boolean };
const offers = new WeakMap<Provider, Offer>();

/**
 * Settles who answers for a model id: `provider/model` says it outright, a bare name is looked for in the price lists and
 * then among the models that the configured providers offer. Null when nobody knows such a model.
 */
export async function resolveModel(directory: Directory, id: string): Promise<ResolvedModel | null> {
  return knownModel(directory, id) ?? offered(directory, id);
}

const MOST_REMEMBERED = 5_000;
const known = new WeakMap<Directory, Map<string, ResolvedModel | null>>();

/** What can be told without asking anybody, remembered as long as the directory lives. */
function knownModel(directory: Directory, id: string): ResolvedModel | null {
  const remembered = known.get(directory) ?? new Map<string, ResolvedModel | null>();
  known.set(directory, remembered);
  let model = remembered.get(id);
  if (model === undefined) {
    model = outright(directory, id) ?? listed(directory, id);
    if (remembered.size < MOST_REMEMBERED) remembered.set(id, model);
  }
  return model;
}

/**
 * Who answers for the model that a gate names. A person chose it, so it need not be listed: a bare name that nobody knows
 * goes to the provider `openai`, which will say so itself. Null when there is none, and for a server that is not there (any more): never
 * does another one see what was meant for it. Not a promise when nobody has to be asked.
 */
export function resolveGateModel(
  directory: Directory,
  id: string,
): ResolvedModel | null | Promise<ResolvedModel | null> {
  return knownModel(directory, id) ?? lookForGateModel(directory, id);
}

async function lookForGateModel(directory: Directory, id: string): Promise<ResolvedModel | null> {
  const found = await offered(directory, id);
  // A server that is gone was named: what was meant for it is not for another one.
  if (found !== null || id.includes("/")) return found;
  const entry = directory.get("openai");
  return entry === undefined ? null : resolution(entry.id, id, id, entry.kind, entry);
}

/**
 * The models a provider offers, at most a minute old; the last known ones (or none) when it cannot be asked. Callers that come
 * together share one question. It is asked again some seconds after it failed, and nobody waits for that: a provider that
 * hangs holds up no calls but the first.
 */
export function offeredModels(provider: Provider): Promise<ProviderModel[]> {
  const last = offers.get(provider);
  if (last !== undefined && Date.now() < last.freshUntil) return last.models;
  const asking = askForModels(provider, last?.models ?? Promise.resolve([]));
  const models = last?.hasFailed === true ? last.models : asking;
  offers.set(provider, { freshUntil: Date.now() + LIST_FRESH_MS, models, hasFailed: false });
  return models;
}

async function askForModels(provider: Provider, before: Promise<ProviderModel[]>): Promise<ProviderModel[]> {
  try {
    const models = await provider.listModels();
    offers.set(provider, {
      freshUntil: Date.now() + LIST_FRESH_MS,
      models: Promise.resolve(models),
      hasFailed: false,
    });
    return models;
  } catch {
    offers.set(provider, { freshUntil: Date.now() + LIST_RETRY_MS, models: before, hasFailed: true });
    return before;
  }
}

/** The model of an account's first gate: of the first configured provider, else the sandbox. */
export async function defaultModel(directory: Directory): Promise<string> {
  for (const { id, kind, providers } of directory.values()) {
    const [provider] = providers;
    if (kind.id === "sandbox" || provider === undefined) continue;
    const models = await offeredModels(provider);
    const preferred = PREFERRED_MODELS[id];
    const isOffered = models.length === 0 || models.some((model) => model.id === preferred);
    if (preferred !== undefined && isOffered) return preferred;
    if (models[0] !== undefined) return id === "openai" ? models[0].id : `${id}/${models[0].id}`;
  }
  return SANDBOX_MODEL;
}

function resolution(
  providerId: string,
  id: string,
  providerModel: string,
  kind: ProviderKind,
  entry: DirectoryEntry | undefined,
): ResolvedModel {
  return { id, providerModel, providerId, kind, entry: entry ?? null };
}

function outright(directory: Directory, id: string): ResolvedModel | null {
  const slash = id.indexOf("/");
  if (slash < 1 || slash === id.length - 1) return null;
  const providerId = id.slice(0, slash);
  const entry = directory.get(providerId);
  const kind = entry?.kind ?? findKind(providerId);
  if (kind === null || (entry === undefined && kind.baseUrl === null)) return null;
  const named = kind.id === "sandbox" ? id : id.slice(slash + 1);
  return resolution(providerId, id, named, kind, entry);
}

function listed(directory: Directory, id: string): ResolvedModel | null {
  const kinds = HTTP_KINDS.filter(({ priceList }) => priceList !== null && isListedModel(priceList, id));
  const kind = kinds.find((candidate) => directory.has(candidate.id)) ?? kinds[0];
  if (kind === undefined) return null;
  const entry = directory.get(kind.id);
  return resolution(kind.id, id, id, entry?.kind ?? kind, entry);
}

async function offered(directory: Directory, id: string): Promise<ResolvedModel | null> {
  const entries = [...directory.values()].filter(({ kind }) => kind.id !== "sandbox");
  const lists = entries.map(({ providers: [provider] }) =>
    provider === undefined ? [] : offeredModels(provider),
  );
  // All are asked at once, but nobody waits for a provider that comes after the one that has the model.
  for (const [place, entry] of entries.entries()) {
    const models = await lists[place];
    if (models?.some((model) => model.id === id)) return resolution(entry.id, id, id, entry.kind, entry);
  }
  return null;
}
