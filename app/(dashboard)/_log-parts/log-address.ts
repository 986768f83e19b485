import { isUuid, type KeyId, type RequestId } from "@/lib/core/ids";
import {
  type AddressParts,
  exactly,
  type RequestAddress,
  readRequestAddress,
  writeRequestAddress,
} from "@/lib/core/request-address";
import { DIMENSIONS, only, type RequestFilter } from "@/lib/core/request-filter";
import type { TimeRange } from "@/lib/core/time";
import type { RangeName } from "@/lib/core/time-choice";

/** The span of the log when its address says none. */
export const USUAL_LOG_RANGE: RangeName = "24h";

/** Where a log is shown: on its own page, or on the page of a key, whose requests alone it then has. */
export type LogPlace = { path: string; keyId: KeyId | null };

export const WHOLE_LOG: LogPlace = { path: "/logs", keyId: null };

/** The part of the address that is about the page of the log, not about which requests are meant. */
export type LogState = {
  tab: "rows" | "errors";
  /** The request whose panel is open. */
  request: RequestId | null;
  /** The page of rows older, or newer, than this one; at most one of them is set. */
  before: RequestId | null;
  after: RequestId | null;
  live: boolean;
  /** Columns that are shown besides the usual ones. */
  columns: OptionalColumn[];
};

export const OPTIONAL_COLUMNS = ["provider", "endpoint", "network"] as const;
export type OptionalColumn = (typeof OPTIONAL_COLUMNS)[number];

export type LogView = RequestAddress & LogState;

/** The parts of an address as Next hands them to a page. */
export function partsOf(query: URLSearchParams): AddressParts {
  const names = [...new Set(query.keys())];
  return Object.fromEntries(
    names.map((name) => {
      const values = query.getAll(name);
      return [name, values.length === 1 ? values[0] : values];
    }),
  );
}

const JOINED: readonly string[] = [...DIMENSIONS, "error", "certainty", "refused_by"];

/**
 * What an address of the log says. `ignored` names the parts that say nothing known, for a notice. The boxes of a form without
 * a script repeat their name: values that may be several are put together.
 */
export function readLogAddress(parts: AddressParts, place: LogPlace): LogView & { ignored: string[] } {
  const whole: AddressParts = { ...parts };
  for (const name of JOINED) {
    const given = whole[name];
    if (Array.isArray(given)) whole[name] = given.filter((value) => value !== "").join(",");
  }
  // The key of the page is no part of its filter that could be changed.
  if (place.keyId !== null) whole.key = undefined;
  const { ignored, filter, time, zone } = readRequestAddress(whole, USUAL_LOG_RANGE);
  const id = (name: string) => readId(parts, name, ignored);
  const [request, before, after] = [id("request"), id("before"), id("after")];
  if (!isOneOf(parts.view, ["errors", "rows"])) ignored.push("view");
  if (!isOneOf(parts.live, ["1"])) ignored.push("live");
  const asked = typeof parts.columns === "string" && parts.columns !== "" ? parts.columns.split(",") : [];
  const columns = OPTIONAL_COLUMNS.filter((name) => asked.includes(name));
  if (columns.length < asked.length || Array.isArray(parts.columns)) ignored.push("columns");
  return {
    filter: place.keyId === null ? filter : { ...filter, key: only(place.keyId) },
    time,
    zone,
    ignored,
    tab: parts.view === "errors" ? "errors" : "rows",
    request,
    before,
    after: before === null ? after : null,
    live: parts.live === "1",
    columns,
  };
}

/** The address of a view with some of it changed. A change of which requests are meant goes to the first page of them. */
export function logHref(place: LogPlace, view: LogView, change: Partial<LogView> = {}): string {
  const isOther = "filter" in change || "time" in change || "tab" in change;
  const first = isOther ? { before: null, after: null, request: null } : {};
  const next = { ...view, ...first, ...change };
  const parts = writeRequestAddress({ ...next, filter: filterOf(place, next.filter) }, USUAL_LOG_RANGE);
  if (next.tab === "errors") parts.set("view", "errors");
  if (next.before !== null) parts.set("before", next.before);
  if (next.after !== null) parts.set("after", next.after);
  if (next.live) parts.set("live", "1");
  if (next.columns.length > 0) parts.set("columns", next.columns.join(","));
  if (next.request !== null) parts.set("request", next.request);
  const query = parts.toString();
  return query === "" ? place.path : `${place.path}?${query}`;
}

/** The address of the log with exactly the requests of a span that a filter fits, in the days of a zone; null is the viewer's own. */
export function rowsHref(filter: RequestFilter, { from, to }: TimeRange, zone: string | null = null): string {
  return `${WHOLE_LOG.path}?${writeRequestAddress({ filter, time: exactly(from, to), zone }, USUAL_LOG_RANGE)}`;
}

/** What an address leaves out, besides what its place leaves out already. */
export function filterOf(place: LogPlace, filter: RequestFilter): RequestFilter {
  if (place.keyId === null) return filter;
  const { key: _, ...rest } = filter;
  return rest;
}

/** The same filter without one of its parts. */
export function without(filter: RequestFilter, names: ReadonlyArray<keyof RequestFilter>): RequestFilter {
  const left = { ...filter };
  for (const name of names) delete left[name];
  return left;
}

/** How many parts of a filter narrow the list. */
export function countFilters(place: LogPlace, filter: RequestFilter): number {
  return Object.values(filterOf(place, filter)).filter((value) => value !== undefined && value !== null)
    .length;
}

function readId(parts: AddressParts, name: string, ignored: string[]): RequestId | null {
  const given = Object.hasOwn(parts, name) ? parts[name] : undefined;
  if (given === undefined || given === "") return null;
  if (typeof given === "string" && isUuid(given)) return given as RequestId;
  ignored.push(name);
  return null;
}

function isOneOf(given: string | string[] | undefined, known: string[]): boolean {
  return given === undefined || given === "" || (typeof given === "string" && known.includes(given));
}
