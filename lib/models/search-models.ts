import type { CatalogueModel } from "./contract";

/** Which models are looked for; what is absent or null narrows nothing. */
export type ModelSearch = {
  provider?: string | null | undefined;
  /** A part of the model's id or name, in either case. */
  q?: string | null | undefined;
  isPriced?: boolean | null;
  /** The id of the last model of the page before. */
  after: string | null;
  limit: number;
};

/** A page of the catalogue in its order. */
export function searchModels(
  catalogue: readonly CatalogueModel[],
  { provider, q, isPriced = null, after, limit }: ModelSearch,
): { models: CatalogueModel[]; hasMore: boolean; total: number } {
  const words = (q ?? "").trim().toLowerCase();
  const found = catalogue.filter(
    (model) =>
      (provider ?? model.provider) === model.provider &&
      (isPriced === null || isPriced === (model.price !== null)) &&
      (model.id.toLowerCase().includes(words) || model.displayName.toLowerCase().includes(words)),
  );
  const first = after === null ? 0 : found.findIndex(({ id }) => id === after) + 1;
  const models = found.slice(first, first + limit);
  return { models, hasMore: first + models.length < found.length, total: found.length };
}
