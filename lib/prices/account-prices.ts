import { ledger } from "@/db/client";
import { withinTime, withPatience } from "@/db/outage";
import { AccountMemory, type AccountState } from "@/lib/core/account-memory";
import type { AccountId } from "@/lib/core/ids";
import { SECOND_MS } from "@/lib/core/time";
import type { PriceOverride } from "./contract";
import type { Price } from "./price";
import { findPrice } from "./price-book";
import { listPrices } from "./queries";
import { refreshHeldPrices } from "./refresh-held-prices";

type Override = { from: number; price: Price };

/** The prices that an account has set itself: by `provider/model`, the latest first. */
export type PriceOverrides = ReadonlyMap<string, readonly Override[]>;

/** What an account without prices of its own has. */
export const NO_OVERRIDES: PriceOverrides = new Map();

const PATIENCE_MS = 3 * SECOND_MS;
// The server and the pages are bundled apart; one process remembers once.
const shared = globalThis as typeof globalThis & { layerPrices?: AccountMemory<PriceOverrides> };
shared.layerPrices ??= new AccountMemory();
const memory = shared.layerPrices;

/**
 * The account's own prices as of a state of its configuration, from memory when that state or a later one was read before. Not
 * a promise when they are remembered. Throws `unavailable` while the database is away.
 */
export function accountPrices(account: AccountState): PriceOverrides | Promise<PriceOverrides> {
  return memory.get(account, () => read(account.accountId));
}

/** The prices of an account in the form in which they are looked up. `rows` has the latest of each model first. */
export function overridesOf(rows: readonly PriceOverride[]): PriceOverrides {
  if (rows.length === 0) return NO_OVERRIDES;
  const overrides = new Map<string, Override[]>();
  for (const { id, provider, model, effectiveFrom, prices } of rows) {
    const price: Price = { version: `override:${id}`, effectiveFrom, tiers: [{ above: -1, ...prices }] };
    // A provider's name has no slash, so that no two models share a name here.
    const name = `${provider}/${model}`;
    const held = overrides.get(name) ?? [];
    held.push({ from: effectiveFrom.getTime(), price });
    overrides.set(name, held);
  }
  return overrides;
}

/**
 * What a model costs an account at a moment: the account's own price that holds then, else the list's; null when neither is
 * known. The version of an own price is `override:` and its id.
 */
export function priceFor(overrides: PriceOverrides, provider: string, model: string, at: Date): Price | null {
  if (overrides.size > 0) {
    const time = at.getTime();
    const own = overrides.get(`${provider}/${model}`)?.find(({ from }) => from <= time);
    if (own !== undefined) return own.price;
  }
  return findPrice(provider, model, at);
}

/**
 * The price of a model that a request names as its `priceVersion`, as it was at that moment; null when nobody can say it any more.
 */
export function priceOfVersion(
  overrides: PriceOverrides,
  version: string,
  { provider, model, at }: { provider: string; model: string; at: Date },
): Price | null {
  const own = overrides.get(`${provider}/${model}`)?.find(({ price }) => price.version === version);
  if (own !== undefined) return own.price;
  const listed = findPrice(provider, model, at);
  return listed?.version === version ? listed : null;
}

async function read(accountId: AccountId): Promise<PriceOverrides> {
  const { db } = ledger();
  const both = () => Promise.all([listPrices({ db, accountId }), refreshHeldPrices(db)]);
  const rows = (leftMs: number) => withinTime(both(), leftMs);
  const [own] = await withPatience(rows, Date.now() + PATIENCE_MS);
  return overridesOf(own);
}
