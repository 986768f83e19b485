import { formatUsd } from "@/lib/core/format";
import type { ClassPrices } from "@/lib/prices/contract";
import { TOKEN_CLASSES } from "@/lib/prices/token-classes";
import { CLASS_LABELS } from "./class-labels";

const NANO_PER_PICO_MILLION = 1_000n;

/** A price of a class in USD per million tokens; a dash when there is none. */
export function rateText(picoPerToken: bigint | null): string {
  return formatUsd(picoPerToken === null ? null : picoPerToken * NANO_PER_PICO_MILLION);
}

/** The classes that have a price, each with it. */
export function Rates({ prices }: { prices: ClassPrices }) {
  const known = TOKEN_CLASSES.filter((name) => prices[name] !== null);
  return (
    <span className="flex flex-wrap gap-x-3 gap-y-0.5 py-1.5">
      {known.map((name) => (
        <span key={name}>
          <span className="text-subtle text-xs">{CLASS_LABELS[name]}</span>{" "}
          <span className="tabular">{rateText(prices[name])}</span>
        </span>
      ))}
    </span>
  );
}
