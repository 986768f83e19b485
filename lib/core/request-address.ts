import { parseUsd, usdDecimal } from "./money";
import { isRefusedBy } from "./rate-limits";
import {
  CERTAINTIES,
  type Certainty,
  DIMENSIONS,
  formatChoice,
  parseChoice,
  type RequestFilter,
} from "./request-filter";
import { isTimeEnd, isZoneName, RANGES, type RangeName, type TimeChoice } from "./time-choice";

/** The parts of an address, as Next and `URLSearchParams` hand them over. */
export type AddressParts = Record<string, string | string[] | undefined>;

/** What an address says of requests: which ones, of which time, in whose days. */
export type RequestAddress = { filter: RequestFilter; time: TimeChoice; zone: string | null };

type RowField = Exclude<keyof RequestFilter, (typeof DIMENSIONS)[number]>;
type Codec<T> = { write: (value: T) => string; read: (text: string) => T | null };

const flag: Codec<boolean> = {
  write: String,
  read: (text) => (text === "true" ? true : text === "false" ? false : null),
};
const count: Codec<number> = {
  write: String,
  read: (text) => (/^\d{1,12}$/.test(text) ? Number(text) : null),
};
const usd: Codec<bigint> = { write: usdDecimal, read: parseUsd };
const CODE = /^[a-z][a-z0-9_]{0,59}$/;
const LONGEST_SEARCH = 200;

/** Every field of the log besides the dimensions, with its name in addresses and in the API. */
const FIELDS: { [F in RowField]: { name: string } & Codec<NonNullable<RequestFilter[F]>> } = {
  error: {
    name: "error",
    write: (codes) => codes.join(","),
    read: (text) => {
      const codes = text.split(",");
      return codes.length <= 50 && codes.every((code) => CODE.test(code)) ? codes : null;
    },
  },
  refusedBy: {
    name: "refused_by",
    write: (limits) => limits.join(","),
    read: (text) => {
      const limits = text.split(",");
      return limits.every(isRefusedBy) ? limits : null;
    },
  },
  certainty: {
    name: "certainty",
    write: (values) => values.join(","),
    read: (text) => {
      const values = text.split(",");
      const known = values.filter((value): value is Certainty => CERTAINTIES.some((name) => name === value));
      return known.length === values.length ? known : null;
    },
  },
  failed: { name: "failed", ...flag },
  fallback: { name: "fallback", ...flag },
  streamed: { name: "streamed", ...flag },
  cached: { name: "cached", ...flag },
  test: { name: "test", ...flag },
  ownProviderKey: { name: "own_provider_key", ...flag },
  minCostNanoUsd: { name: "min_cost", ...usd },
  maxCostNanoUsd: { name: "max_cost", ...usd },
  minLatencyMs: { name: "min_latency", ...count },
  maxLatencyMs: { name: "max_latency", ...count },
  minTokens: { name: "min_tokens", ...count },
  search: {
    name: "q",
    write: (text) => text,
    read: (text) => {
      const plain = text.trim();
      const fits =
        plain !== "" && plain.length <= LONGEST_SEARCH && plain.isWellFormed() && !/\p{Cc}/u.test(plain);
      return fits ? plain : null;
    },
  },
};

/** The names of all parts that `readRequestAddress` knows. */
export const REQUEST_ADDRESS_NAMES: readonly string[] = [
  ...DIMENSIONS,
  ...Object.values(FIELDS).map(({ name }) => name),
  "range",
  "from",
  "to",
  "zone",
];

/**
 * Which requests an address means. `ignored` names the parts whose values are none, so that a page can say so; parts of other
 * names are left to others. `range` is the span when the address says none.
 */
export function readRequestAddress(
  parts: AddressParts,
  range: RangeName,
): RequestAddress & { ignored: string[] } {
  const ignored: string[] = [];
  const filter: RequestFilter = {};
  const one = (name: string) => readOne(parts, name, ignored);
  for (const dimension of DIMENSIONS) {
    const text = one(dimension);
    const choice = text === null ? null : parseChoice(dimension, text);
    if (choice !== null) filter[dimension] = choice;
    else if (text !== null) ignored.push(dimension);
  }
  for (const [field, { name, read }] of Object.entries(FIELDS)) {
    const text = one(name);
    const value = text === null ? null : read(text);
    if (value !== null) Object.assign(filter, { [field]: value });
    else if (text !== null) ignored.push(name);
  }
  return { filter, ...readTime(one, range, ignored), ignored };
}

/** The parts of an address that say what a filter says, in a fixed order. */
export function writeRequestFilter(filter: RequestFilter): Array<[name: string, value: string]> {
  const parts: Array<[string, string]> = [];
  for (const dimension of DIMENSIONS) {
    const choice = filter[dimension];
    if (choice !== undefined) parts.push([dimension, formatChoice(choice)]);
  }
  for (const [field, { name, write }] of Object.entries(FIELDS)) {
    const value = filter[field as RowField];
    if (value !== undefined && value !== null)
      parts.push([name, (write as (given: unknown) => string)(value)]);
  }
  return parts;
}

/** The same for a whole address; what is as it would be anyway is left out. */
export function writeRequestAddress(
  { filter, time, zone }: RequestAddress,
  usualRange: RangeName,
): URLSearchParams {
  const parts = new URLSearchParams(writeRequestFilter(filter));
  if (time.range !== usualRange) parts.set("range", time.range);
  if (time.range === "custom" && time.from !== null && time.to !== null) {
    parts.set("from", time.from);
    parts.set("to", time.to);
  }
  if (zone !== null) parts.set("zone", zone);
  return parts;
}

/** A span from one moment up to another one, as an address says it. */
export function exactly(from: Date, to: Date): TimeChoice {
  return { range: "custom", from: from.toISOString(), to: to.toISOString() };
}

function readOne(parts: AddressParts, name: string, ignored: string[]): string | null {
  const given = Object.hasOwn(parts, name) ? parts[name] : undefined;
  if (given === undefined || given === "") return null;
  if (typeof given === "string") return given;
  ignored.push(name);
  return null;
}

function readTime(
  one: (name: string) => string | null,
  usualRange: RangeName,
  ignored: string[],
): { time: TimeChoice; zone: string | null } {
  const [range, from, to, zone] = [one("range"), one("from"), one("to"), one("zone")];
  const named = RANGES.find((name) => name === range) ?? null;
  if (range !== null && named === null) ignored.push("range");
  const ends = [
    { name: "from", text: from },
    { name: "to", text: to },
  ];
  for (const { name, text } of ends) if (text !== null && !isTimeEnd(text)) ignored.push(name);
  const isSpan = from !== null && to !== null && isTimeEnd(from) && isTimeEnd(to);
  const knownZone = zone !== null && isZoneName(zone) ? zone : null;
  if (zone !== null && knownZone === null) ignored.push("zone");
  const time: TimeChoice =
    isSpan && (named === null || named === "custom")
      ? { range: "custom", from, to }
      : { range: named === null || named === "custom" ? usualRange : named, from: null, to: null };
  return { time, zone: knownZone };
}
