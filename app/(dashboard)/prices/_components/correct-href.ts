/** The page that shows what a price changes of the past. */
export function correctHref({
  provider,
  model,
  priceVersion,
}: {
  provider: string;
  model: string;
  priceVersion: string;
}): string {
  const own = /^override:(.+)$/.exec(priceVersion)?.[1];
  const parts: Record<string, string> = own === undefined ? { provider, model } : { price: own };
  return `/prices/correct?${new URLSearchParams(parts)}`;
}
