import type { Ctx } from "@/lib/context";
import { NONE_WORDS } from "@/lib/core/dimension-words";
import type { KeyId } from "@/lib/core/ids";
import { type ChosenRange, chosenRange } from "@/lib/core/time-choice";
import { listGates } from "@/lib/gates/queries";
import { findKey } from "@/lib/keys/queries";
import type { LogFilter } from "@/lib/logs/contract";
import type { LogPlace, LogView } from "./log-address";
import type { NamesOf } from "./toolbar/filter-words";
import type { Option } from "./toolbar/options";

const MOST_NAMED = 5;

/** The span of a view and the rows it means, at this moment. */
export function queryOf(view: LogView, zone: string, now: Date): { range: ChosenRange; filter: LogFilter } {
  const range = chosenRange(view.time, zone, now);
  return { range, filter: { ...view.filter, from: range.from, to: range.to } };
}

/** The gates to choose from, and the names of what the filter names by id. */
export async function loadNames(
  ctx: Ctx,
  place: LogPlace,
  view: LogView,
): Promise<{ names: NamesOf; gates: Option[] }> {
  const { key } = view.filter;
  const named = place.keyId === null ? [...(key?.in ?? []), ...(key?.notIn ?? [])] : [];
  const ids = named.filter((id): id is KeyId => id !== null).slice(0, MOST_NAMED);
  const [gates, keys] = await Promise.all([listGates(ctx), Promise.all(ids.map((id) => findKey(ctx, id)))]);
  const gateNames = new Map(gates.map(({ id, name }) => [id as string, name]));
  const chosen = [...(view.filter.gate?.in ?? []), ...(view.filter.gate?.notIn ?? [])];
  for (const id of chosen) if (id !== null && !gateNames.has(id)) gateNames.set(id, "a deleted gate");
  return {
    names: {
      gate: gateNames,
      key: new Map(keys.flatMap((one) => (one === null ? [] : [[one.id as string, one.name] as const]))),
    },
    gates: [
      ...gates.map(({ id, name }) => ({ value: id, label: name })),
      { value: null, label: NONE_WORDS.gate },
    ],
  };
}
