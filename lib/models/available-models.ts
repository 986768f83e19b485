import type { CatalogueModel } from "./contract";

/**
 * The models that a request can be sent to now: those that their configured provider offers, or all that are listed of a
 * configured provider that could not be asked.
 */
export function availableModels(catalogue: readonly CatalogueModel[]): CatalogueModel[] {
  const told = new Set(catalogue.filter(({ offered }) => offered).map(({ provider }) => provider));
  return catalogue.filter(
    ({ configured, offered, provider }) => configured && (offered || !told.has(provider)),
  );
}
