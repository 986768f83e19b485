import type { Ctx } from "@/lib/context";
import { gateDirectory } from "@/lib/gates/gate-directory";
import { findPrice } from "@/lib/prices/price-book";
import { type DirectoryEntry, offeredModels } from "@/lib/providers/directory";
import type { ListPrice, ModelFact } from "./_components/model-fact";
import { inTime } from "./in-time";

const MOST_SUGGESTIONS = 500;

/** The models that the editor can suggest to this account, those of its first provider first. */
export async function loadModels(ctx: Ctx): Promise<ModelFact[]> {
  const directory = await gateDirectory(ctx);
  const lists = await Promise.all([...directory.values()].map(modelsOfEntry));
  return lists.flat().slice(0, MOST_SUGGESTIONS);
}

async function modelsOfEntry({ id, kind, label, providers }: DirectoryEntry): Promise<ModelFact[]> {
  const [provider] = providers;
  if (provider === undefined) return [];
  // A provider that is slow to say what it offers is left out of the suggestions.
  const models = await inTime(offeredModels(provider), []);
  return models.map((model) => ({
    id: id === "openai" || model.id.startsWith(`${id}/`) ? model.id : `${id}/${model.id}`,
    provider: label,
    price: listPrice(kind.priceList ?? id, model.id),
    contextWindow: null,
    configured: true,
  }));
}

function listPrice(priceList: string, model: string): ListPrice | null {
  const tier = findPrice(priceList, model)?.tiers[0];
  if (tier === undefined) return null;
  const { input, cachedInput, cacheWrite, output } = tier;
  return { input, cachedInput, cacheWrite, output };
}
