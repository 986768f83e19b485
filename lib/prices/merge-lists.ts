import { NO_INPUT, type PriceList } from "./bundled-list";

/**
 * A newer list with the prices of the one before where its own cannot be read. Entries that never had a price of tokens are no
 * problem.
 */
export function mergeLists(before: PriceList["prices"] | null, list: PriceList): PriceList {
  const problems = list.problems.filter(
    ({ model, problem }) => problem !== NO_INPUT || before?.[model] !== undefined,
  );
  const kept = problems.flatMap(({ model }) => {
    const prices = before?.[model];
    return prices === undefined ? [] : [[model, prices] as const];
  });
  return { source: list.source, prices: { ...list.prices, ...Object.fromEntries(kept) }, problems };
}
