import { NO_OVERRIDES, type PriceOverrides, priceFor } from "@/lib/prices/account-prices";
import { findListing, listedModels } from "@/lib/prices/price-list";
import { type Directory, type DirectoryEntry, offeredModels } from "@/lib/providers/directory";
import { HTTP_KINDS } from "@/lib/providers/kinds";
import type { ProviderKind, ProviderModel } from "@/lib/providers/provider";
import type { CatalogueModel, ModelTask } from "./contract";
import { taskTypeOf } from "./task-type-of";

/** A model without its price, which the moment and the account decide. */
type Row = Omit<CatalogueModel, "price" | "priceVersion"> & { priceList: string };

/** Those whose models are listed: the known providers, and whatever else the account can reach. */
type Seller = { id: string; kind: ProviderKind; entry: DirectoryEntry | undefined; offers: ProviderModel[] };

type Known = { lists: ProviderModel[][]; rows: Row[] };
const remembered = new WeakMap<Directory, Known>();

/**
 * Every model of the known providers' price lists and every model that the configured ones offer, each once: the known
 * providers in the order in which people are shown them, then servers of one's own, the sandbox last. Prices are those of
 * `overrides` and the lists at the moment `at`. The list is put together anew only when a provider's offers change.
 */
export async function listCatalogue(
  directory: Directory,
  overrides: PriceOverrides = NO_OVERRIDES,
  at: Date = new Date(),
): Promise<CatalogueModel[]> {
  const rows = await rowsOf(directory);
  return rows.map(({ priceList, ...row }) => {
    const price = priceFor(overrides, priceList, row.model, at);
    return { ...row, price, priceVersion: price?.version ?? null };
  });
}

async function rowsOf(directory: Directory): Promise<Row[]> {
  const lists = await Promise.all(
    [...directory.values()].map(({ providers: [provider] }) =>
      provider === undefined ? NOTHING : offeredModels(provider),
    ),
  );
  const known = remembered.get(directory);
  // A provider's offers are the same list until it was asked again.
  if (known?.lists.every((list, place) => list === lists[place])) return known.rows;
  const offers = new Map([...directory.keys()].map((id, place) => [id, lists[place] ?? NOTHING]));
  const rows = sellersOf(directory, offers).flatMap(modelsOf);
  remembered.set(directory, { lists, rows });
  return rows;
}

const NOTHING: ProviderModel[] = [];

function sellersOf(directory: Directory, offers: ReadonlyMap<string, ProviderModel[]>): Seller[] {
  const known = HTTP_KINDS.filter(({ priceList }) => priceList !== null);
  const ids = [...known.map(({ id }) => id), ...directory.keys()];
  return [...new Set(ids)].flatMap((id) => {
    const entry = directory.get(id);
    const kind = entry?.kind ?? known.find((candidate) => candidate.id === id);
    return kind === undefined ? [] : [{ id, kind, entry, offers: offers.get(id) ?? NOTHING }];
  });
}

function modelsOf(seller: Seller): Row[] {
  const { kind, offers } = seller;
  const listed = kind.priceList === null ? [] : listedModels(kind.priceList);
  const shared = new Set<string>();
  const titles = new Map<string, string>();
  for (const { model, info } of listed) {
    if (info.name === undefined) continue;
    if ([...titles.values()].includes(info.name)) shared.add(info.name);
    titles.set(model, info.name);
  }
  const names = new Set([...listed.map(({ model }) => model), ...offers.map(({ id }) => id).sort()]);
  const offered = new Map(offers.map((offer) => [offer.id, offer]));
  return [...names].map((model) => {
    const title = titles.get(model);
    // A name that several models share tells none of them apart.
    const displayName = title === undefined || shared.has(title) ? model : title;
    return rowOf(seller, model, displayName, offered.get(model));
  });
}

function rowOf(
  { id, kind, entry }: Seller,
  model: string,
  displayName: string,
  offer: ProviderModel | undefined,
): Row {
  const isSandbox = kind.id === "sandbox";
  const task = isSandbox ? SANDBOX_TASKS[model] : undefined;
  const priceList = kind.priceList ?? id;
  const info = kind.priceList === null ? undefined : findListing(kind.priceList, model)?.info;
  return {
    id: isSandbox || info !== undefined ? model : `${id}/${model}`,
    provider: id,
    model,
    kind: kind.id,
    displayName: isSandbox ? model.replace("sandbox/", "Sandbox ") : displayName,
    description: isSandbox ? (task?.words ?? null) : (info?.description ?? null),
    taskType: isSandbox ? (task?.taskType ?? null) : taskTypeOf(model),
    contextWindow: info?.context_window ?? null,
    deprecated: info?.deprecated ?? false,
    createdAt: offer?.createdAt ?? null,
    priceList,
    configured: (entry?.providers.length ?? 0) > 0,
    offered: offer !== undefined,
  };
}

const SANDBOX_TASKS: Readonly<Record<string, { taskType: ModelTask; words: string }>> = {
  "sandbox/echo": {
    taskType: "chat",
    words: "Answers with your last message, without network and without real money.",
  },
  "sandbox/embed": { taskType: "embeddings", words: "Makes the same small vector of the same text." },
  "sandbox/image": { taskType: "image", words: "Paints one tiny picture, whatever is asked." },
  "sandbox/tts": { taskType: "tts", words: "Speaks a short silence." },
};
