import type { ListedPrices } from "@/db/schema/prices";
import type { PicoUsdPerToken } from "@/lib/core/money";
import type { PriceList } from "./bundled-list";
import { TOKEN_CLASSES, type TokenClass } from "./token-classes";

/** One rate that differs. `from` is since when it holds, `above` which prompts it is for (-1: all that no other tier is for). */
export type RateDifference = {
  class: TokenClass;
  from: string | null;
  above: number;
  /** Pico-dollars per token; null when there is none. */
  before: PicoUsdPerToken | null;
  after: PicoUsdPerToken | null;
};

export type ListDifference = {
  provider: string;
  model: string;
  kind: "changed" | "new" | "gone";
  rates: RateDifference[];
};

/** What a list of prices changes of another one, model by model in the order of their names. */
export function listDifferences(before: PriceList["prices"], after: PriceList["prices"]): ListDifference[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.flatMap((name) => {
    const rates = rateDifferences(before[name] ?? [], after[name] ?? []);
    if (rates.length === 0) return [];
    const slash = name.indexOf("/");
    const kind = before[name] === undefined ? "new" : after[name] === undefined ? "gone" : "changed";
    return [{ provider: name.slice(0, slash), model: name.slice(slash + 1), kind, rates }];
  });
}

function rateDifferences(before: ListedPrices, after: ListedPrices): RateDifference[] {
  const [old, now] = [ratesOf(before), ratesOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((place) => {
    const [was, is] = [old.get(place), now.get(place)];
    const rate = was ?? is;
    if (rate === undefined || was?.pico === is?.pico) return [];
    const { pico: _pico, ...at } = rate;
    return [{ ...at, before: was?.pico ?? null, after: is?.pico ?? null }];
  });
}

type Rate = { class: TokenClass; from: string | null; above: number; pico: PicoUsdPerToken };

function ratesOf(prices: ListedPrices): Map<string, Rate> {
  const rates = new Map<string, Rate>();
  for (const { from, tiers } of prices) {
    for (const { above, ...given } of tiers) {
      for (const name of TOKEN_CLASSES) {
        const pico = given[name];
        if (pico === null || pico === undefined) continue;
        rates.set(`${from} ${above} ${name}`, { class: name, from, above, pico: BigInt(pico) });
      }
    }
  }
  return rates;
}
