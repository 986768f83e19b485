import type { ListedPrices } from "@/db/schema/prices";

/** The list that the owner of the instance has accepted. `key` tells it from any other state of it. */
export type HeldPrices = { key: string; source: string; prices: ReadonlyMap<string, ListedPrices> };

// The server and the pages are bundled apart; one process holds once.
const shared = globalThis as typeof globalThis & { layerHeldPrices?: HeldPrices | null };

/** The list prices that hold in this process; null while nobody has accepted a list, when those of the package hold. */
export function heldPrices(): HeldPrices | null {
  return shared.layerHeldPrices ?? null;
}

/** Makes a list hold from now on. */
export function holdPrices(held: HeldPrices | null): void {
  shared.layerHeldPrices = held;
}
