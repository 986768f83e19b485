import { isListedModel } from "@/lib/prices/price-book";
import { type Directory, resolveModel } from "@/lib/providers/directory";
import { availableModels } from "./available-models";
import type { CatalogueModel } from "./contract";

/**
 * The model that a name leads to when it is sent in `model`, or null when no configured provider has it. A name that only the
 * price list knows, such as that of a dated version, has what is known of it there. `catalogue` is that of `directory`.
 */
export async function findModel(
  directory: Directory,
  catalogue: readonly CatalogueModel[],
  name: string,
): Promise<Pick<CatalogueModel, "provider" | "displayName" | "createdAt"> | null> {
  const resolved = await resolveModel(directory, name);
  const provider = resolved?.entry?.providers[0];
  if (resolved === null || provider === undefined) return null;
  const { providerId, providerModel, kind } = resolved;
  const available = availableModels(catalogue).find(
    (model) => model.provider === providerId && model.model === providerModel,
  );
  if (available !== undefined) return available;
  if (kind.priceList === null || !isListedModel(kind.priceList, providerModel)) return null;
  return { provider: providerId, displayName: providerModel, createdAt: null };
}
