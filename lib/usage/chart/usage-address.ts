import {
  type AddressParts,
  REQUEST_ADDRESS_NAMES,
  readRequestAddress,
  writeRequestAddress,
} from "@/lib/core/request-address";
import {
  DIMENSIONS,
  type Dimension,
  type DimensionFilter,
  type RequestFilter,
} from "@/lib/core/request-filter";
import { GRAINS } from "@/lib/core/time-choice";
import { USAGE_METRICS } from "../explore/contract";
import { USAGE_RANGE, USAGE_TOPS, USUAL_USAGE_VIEW, type UsageView } from "./contract";
import { isAmount } from "./metric-kind";

type Own = Omit<UsageView, "filter" | "time" | "zone">;
type Codec<T> = { write: (value: T) => string; read: (text: string) => T | undefined };

const oneOf = <T extends string>(names: readonly T[]): Codec<T> => ({
  write: String,
  read: (text) => names.find((name) => name === text),
});
const NONE = "none";
const AUTO = "auto";
const dimension: Codec<Dimension | null> = {
  write: (value) => value ?? NONE,
  read: (text) => (text === NONE ? null : DIMENSIONS.find((name) => name === text)),
};
const flag: Codec<boolean> = {
  write: String,
  read: (text) => (text === "true" ? true : text === "false" ? false : undefined),
};

/** Each part of an address with how it is written and read. */
const PARTS: { [P in keyof Own]: Codec<Own[P]> } = {
  metric: oneOf(USAGE_METRICS),
  group: dimension,
  subgroup: dimension,
  grain: {
    write: (grain) => grain ?? AUTO,
    read: (text) => (text === AUTO ? null : GRAINS.find((name) => name === text)),
  },
  top: { write: String, read: (text) => USAGE_TOPS.find((count) => String(count) === text) },
  compare: flag,
  cumulative: flag,
  scale: oneOf(["linear", "log"]),
  view: oneOf(["chart", "table"]),
};

/** The names of all parts that `readUsageAddress` knows. */
export const USAGE_ADDRESS_NAMES: readonly string[] = [...Object.keys(PARTS), ...REQUEST_ADDRESS_NAMES];

/**
 * What an address asks of usage. `ignored` names the parts that say nothing, or nothing that sums can be asked for, so that the page
 * can say so; parts of other names are left to others.
 */
export function readUsageAddress(parts: AddressParts): UsageView & { ignored: string[] } {
  const { filter: asked, time, zone, ignored } = readRequestAddress(parts, USAGE_RANGE);
  const view: UsageView = { ...USUAL_USAGE_VIEW, time, zone, filter: dimensionsOf(asked) };
  const rowsOnly = REQUEST_ADDRESS_NAMES.filter((name) => isOfRows(name) && given(parts, name));
  for (const [name, { read }] of Object.entries(PARTS)) {
    if (!given(parts, name)) continue;
    const text = parts[name];
    const value = typeof text === "string" ? read(text) : undefined;
    if (value === undefined) ignored.push(name);
    else Object.assign(view, { [name]: value });
  }
  return { ...view, ...withoutNonsense(view, ignored), ignored: [...new Set([...ignored, ...rowsOnly])] };
}

/** The parts of an address that ask for a view; what is as it would be anyway is left out. */
export function writeUsageAddress(view: UsageView): URLSearchParams {
  const parts = writeRequestAddress(view, USAGE_RANGE);
  for (const [name, { write }] of Object.entries(PARTS)) {
    const value = view[name as keyof Own];
    if (value !== USUAL_USAGE_VIEW[name as keyof Own])
      parts.set(name, (write as (given: unknown) => string)(value));
  }
  return parts;
}

/** The address of the page that shows a view. */
export function usageHref(view: UsageView): string {
  const query = writeUsageAddress(view).toString();
  return query === "" ? "/usage" : `/usage?${query}`;
}

/** A view from which nothing is missing but what cannot go together; names of that are added to `ignored`. */
function withoutNonsense(
  { group, subgroup, cumulative, metric, grain }: UsageView,
  ignored: string[],
): Partial<UsageView> {
  const changes: Partial<UsageView> = {};
  if (subgroup !== null && (group === null || group === subgroup)) {
    ignored.push("subgroup");
    changes.subgroup = null;
  }
  if (cumulative && (!isAmount(metric) || grain === "none")) {
    ignored.push("cumulative");
    changes.cumulative = false;
  }
  return changes;
}

function given(parts: AddressParts, name: string): boolean {
  return Object.hasOwn(parts, name) && parts[name] !== undefined && parts[name] !== "";
}

/** True for what only rows can be asked for. */
function isOfRows(name: string): boolean {
  return !DIMENSIONS.some((known) => known === name) && !["range", "from", "to", "zone"].includes(name);
}

/** The part of a filter that sums can be asked for. */
function dimensionsOf(filter: RequestFilter): DimensionFilter {
  return Object.fromEntries(
    Object.entries(filter).filter(([name]) => DIMENSIONS.some((known) => known === name)),
  );
}
