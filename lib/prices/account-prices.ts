import { ledger } from "@/db/client";
import { withinTime, withPatience } from "@/db/outage";
import type { AccountId } from "@/lib/core/ids";
import { SECOND_MS } from "@/lib/core/time";
import type { PriceOverride } from "./contract";
import { findPrice, type Price } from "./price-book";
import { listPrices } from "./queries";

/** Whose prices, as of which state of its configuration (`accounts.config_version`). */
type PriceQuestion = { accountId: AccountId; configVersion: number };

type Override = { from: number; price: Price };

/** The prices that an account has set itself: by `provider/model`, the latest first. */
export type PriceOverrides = ReadonlyMap<string, readonly Override[]>;

/** What an account without prices of its own has. */
export const NO_OVERRIDES: PriceOverrides = new Map();

type Remembered = {
  configVersion: number;
  overrides: Promise<PriceOverrides>;
  /** The same once they are there, so that a call on its way need not wait a turn for them. */
  ready: PriceOverrides | null;
};

const MOST_ACCOUNTS = 1_000;
const PATIENCE_MS = 3 * SECOND_MS;
// The server and the pages are bundled apart; one process remembers once.
const shared = globalThis as typeof globalThis & { layerAccountPrices?: Map<AccountId, Remembered> };
shared.layerAccountPrices ??= new Map();
const remembered = shared.layerAccountPrices;

/**
 * The account's own prices as of a state of its configuration, from memory when that state or a later one was read before.
 * Callers that come together share one reading. Not a promise when they are remembered. Throws `unavailable` while the database is away.
 */
export function accountPrices({
  accountId,
  configVersion,
}: PriceQuestion): PriceOverrides | Promise<PriceOverrides> {
  const known = remembered.get(accountId);
  if (known !== undefined && known.configVersion >= configVersion) {
    // The map keeps the order of use: who was asked for longest ago is forgotten first.
    remembered.delete(accountId);
    remembered.set(accountId, known);
    return known.ready ?? known.overrides;
  }
  const reading: Remembered = { configVersion, overrides: read(accountId), ready: null };
  remembered.delete(accountId);
  remembered.set(accountId, reading);
  const [oldest] = remembered.size > MOST_ACCOUNTS ? remembered.keys() : [];
  if (oldest !== undefined) remembered.delete(oldest);
  reading.overrides.then(
    (ready) => {
      reading.ready = ready;
    },
    () => {
      if (remembered.get(accountId) === reading) remembered.delete(accountId);
    },
  );
  return reading.overrides;
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

async function read(accountId: AccountId): Promise<PriceOverrides> {
  const rows = (leftMs: number) => withinTime(listPrices({ db: ledger().db, accountId }), leftMs);
  return overridesOf(await withPatience(rows, Date.now() + PATIENCE_MS));
}
