import { momentFormatter, numberFormatter } from "./formatters";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "./time";

/*
 * The one place where numbers and times become words. Amounts stay whole nano-dollars up to the last step: Intl
 * takes their exact decimal text, so no float ever holds money.
 */

const LOCALE = "en-US";
const NANO_DECIMALS = 9;
const CENT = 10_000_000n;
const DOLLAR = 1_000_000_000n;
const SMALLEST_SHOWN = 10n;
const ABSENT = "—";
/** How Intl writes an offset; runtimes differ on whether no offset is `GMT` or `GMT+0`. */
const GMT = /GMT(?:[+-]0(?![\d:]))?/;

/** How many decimals an amount (nano-dollars, not negative) gets: 2 from $1, 4 from 1 cent, else 2 significant digits. */
function usdDecimals(nano: bigint): number {
  if (nano === 0n || nano >= DOLLAR) return 2;
  if (nano >= CENT) return roundsTo(nano, 4) >= DOLLAR ? 2 : 4;
  const decimals = Math.min(8, NANO_DECIMALS - nano.toString().length + 2);
  return roundsTo(nano, decimals) >= CENT ? 4 : decimals;
}

function roundsTo(nano: bigint, decimals: number): bigint {
  const unit = 10n ** BigInt(NANO_DECIMALS - decimals);
  return ((nano + unit / 2n) / unit) * unit;
}

function usdText(nano: bigint, decimals: number): string {
  const absolute = nano < 0n ? -nano : nano;
  if (absolute > 0n && absolute < SMALLEST_SHOWN) return "<$0.00000001";
  const digits = absolute.toString().padStart(NANO_DECIMALS + 1, "0");
  const decimal = `${nano < 0n ? "-" : ""}${digits.slice(0, -NANO_DECIMALS)}.${digits.slice(-NANO_DECIMALS)}`;
  return numberFormatter(LOCALE, {
    style: "currency",
    currency: "USD",
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(decimal as Intl.StringNumericLiteral);
}

/**
 * An amount in US dollars: `$1,204.50`, `$0.0420`, `$0.00018`, `<$0.00000001`. Null, an unknown cost, is a dash and
 * never zero. `estimated` puts `≈` in front; `decimals` overrides the rule, for columns and axes.
 */
export function formatUsd(
  nano: bigint | null,
  options: { decimals?: number; estimated?: boolean } = {},
): string {
  if (nano === null) return ABSENT;
  const text = usdText(nano, options.decimals ?? usdDecimals(nano < 0n ? -nano : nano));
  return options.estimated ? `≈ ${text}` : text;
}

/** The amounts of one column, all with the decimals of its smallest shown value, so that the points line up. */
export function formatUsdColumn(values: ReadonlyArray<bigint | null>): string[] {
  const decimals = values.reduce<number>(
    (most, nano) => (nano === null ? most : Math.max(most, usdDecimals(nano < 0n ? -nano : nano))),
    2,
  );
  return values.map((nano) => formatUsd(nano, { decimals }));
}

/** Tokens or requests: exact up to 9,999, compact above: `1.2M`. Show `formatCountExact` on hover and focus. */
export function formatCount(count: number | bigint): string {
  if (count <= 9_999 && count >= -9_999) return formatCountExact(count);
  return numberFormatter(LOCALE, { notation: "compact", maximumFractionDigits: 1 }).format(count);
}

/** A whole number with separators: `1,204,518`. */
export function formatCountExact(count: number | bigint): string {
  return numberFormatter(LOCALE, { maximumFractionDigits: 0 }).format(count);
}

/** A size in bytes, as "0 B", "312 B", "4.2 KB", "1.3 GB": in steps of 1,000, with at most one decimal. */
export function formatBytes(bytes: number): string {
  const units = ["B", "KB", "MB", "GB", "TB"];
  let [size, unit] = [bytes, 0];
  while (Math.round(size * 10) >= 10_000 && unit < units.length - 1) {
    size /= 1_000;
    unit += 1;
  }
  return `${unit === 0 ? size : Number(size.toFixed(1))} ${units[unit]}`;
}

/** A duration in milliseconds: `842 ms`, `2.41 s`, `1 m 12 s`, `1 h 4 m`; a dash when there is none. */
export function formatLatency(ms: number | null): string {
  if (ms === null) return ABSENT;
  if (ms > 0 && ms < 0.5) return "<1 ms";
  if (Math.round(ms) < 1_000) return `${Math.round(ms)} ms`;
  if (Math.round(ms / 10) < 6_000) return `${(Math.round(ms / 10) / 100).toFixed(2)} s`;
  const seconds = Math.round(ms / 1_000);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} m ${seconds % 60} s`;
  return `${formatCountExact(Math.floor(minutes / 60))} h ${minutes % 60} m`;
}

/** A share of one: `4.2 %`, `62 %`, `<0.1 %`; less than everything never reads as `100 %`. */
export function formatPercent(ratio: number): string {
  if (ratio < 0) return `-${formatPercent(-ratio)}`;
  const percent = ratio * 100;
  if (percent === 0) return "0 %";
  if (percent < 0.1) return "<0.1 %";
  if (Math.round(percent * 10) < 100) return `${(Math.round(percent * 10) / 10).toFixed(1)} %`;
  if (percent < 100 && Math.round(percent) === 100) return ">99 %";
  return `${formatCountExact(Math.round(percent))} %`;
}

/** `just now`, `3 hours ago`, `in 2 days`; the date in `zone` once it is more than 7 days away. */
export function formatRelative(date: Date, now: Date, zone = "UTC"): string {
  const away = date.getTime() - now.getTime();
  const size = Math.abs(away);
  if (size < MINUTE_MS) return "just now";
  if (size > 7 * DAY_MS) return formatDate(date, zone);
  const [unit, length] =
    size < HOUR_MS
      ? (["minute", MINUTE_MS] as const)
      : size < DAY_MS
        ? (["hour", HOUR_MS] as const)
        : (["day", DAY_MS] as const);
  return new Intl.RelativeTimeFormat(LOCALE, { numeric: "always" }).format(Math.trunc(away / length), unit);
}

/** The calendar day in a zone: `Feb 21, 2027`. */
export function formatDate(date: Date, zone = "UTC"): string {
  return inZone(date, zone, { year: "numeric", month: "short", day: "numeric" });
}

/** The exact moment with its zone: `Feb 21, 2027, 14:00:05 UTC+9`, `Dec 1, 2026, 00:00 UTC` on the full minute. */
export function formatMoment(date: Date, zone = "UTC"): string {
  return inZone(date, zone, {
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    timeZoneName: "shortOffset",
  })
    .replace(/:00(?= )/, "")
    .replace(GMT, "UTC");
}

/** A zone with its offset at a moment: `Asia/Tokyo (UTC+9)`; plain `UTC` for UTC itself. */
export function formatZone(zone: string, at: Date): string {
  const part = momentFormatter(LOCALE, { timeZone: zone, timeZoneName: "shortOffset" })
    .formatToParts(at)
    .find(({ type }) => type === "timeZoneName");
  const offset = (part?.value ?? "UTC").replace(GMT, "UTC");
  return zone === "UTC" ? zone : `${zone.replaceAll("_", " ")} (${offset})`;
}

export type BucketSize = "minute" | "hour" | "day" | "week" | "month";

/** The name of a span of a chart that starts at `start`: `Feb 21, 14:00`, `Feb 21`, `Week of Feb 21`, `Feb 2027`. */
export function formatBucket(start: Date, size: BucketSize, zone = "UTC"): string {
  if (size === "month") return inZone(start, zone, { year: "numeric", month: "short" });
  const day = inZone(start, zone, { month: "short", day: "numeric" });
  if (size === "day") return day;
  if (size === "week") return `Week of ${day}`;
  return `${day}, ${inZone(start, zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" })}`;
}

function inZone(date: Date, zone: string, options: Intl.DateTimeFormatOptions): string {
  return momentFormatter(LOCALE, { ...options, timeZone: zone }).format(date);
}
