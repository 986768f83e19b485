import { formatCountExact, formatUsdColumn } from "@/lib/core/format";
import type { KeyListItem } from "@/lib/keys/contract";
import { knownCost } from "@/lib/usage/known-cost";

export type ListCost = { text: string; note: string };

type Usage = Pick<KeyListItem, "id" | "unpriced" | "costNanoUsd">;

/** The cost cells of a page of keys, with points that line up. Unknown is a dash, and what is missing is counted. */
export function listCosts(keys: ReadonlyArray<Usage>): Map<string, ListCost> {
  const known = keys.map(knownCost);
  const texts = formatUsdColumn(known.map((cost) => (cost === 0n ? null : cost)));
  return new Map(
    keys.map((key, index) => [
      key.id,
      {
        text: known[index] === 0n ? "$0.00" : (texts[index] ?? "—"),
        note: key.unpriced === 0 ? "" : `${formatCountExact(key.unpriced)} unpriced`,
      },
    ]),
  );
}
