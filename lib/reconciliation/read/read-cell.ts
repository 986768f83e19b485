import { readDecimal } from "./read-decimal";

/** Which sign stands before the fraction in a file's numbers. */
export type DecimalSign = "point" | "comma";

/** Beyond this an amount of one line is not believed, in nano-dollars: a billion dollars. */
const MOST_NANO_USD = 10n ** 18n;
const EARLIEST = Date.parse("2000-01-01T00:00:00Z");
const LATEST = Date.parse("2100-01-01T00:00:00Z");

type Read<T> = { value: T } | { problem: string };

/** A number of tokens or requests. An empty cell is null. */
export function readCount(text: string, sign: DecimalSign): Read<number | null> {
  const plain = text.trim();
  if (plain === "") return { value: null };
  // Nearly all cells are like this, and a file has half a million of them.
  if (/^\d{1,15}$/.test(plain)) return { value: Number(plain) };
  const value = readDecimal(ungrouped(plain, sign) ?? "", 3);
  if (value === null) return { problem: `"${shown(text)}" is no number.` };
  if (value < 0n) return { problem: `${shown(text)} is less than nothing.` };
  if (value % 1_000n !== 0n) return { problem: `${shown(text)} is no whole number.` };
  const count = Number(value / 1_000n);
  return Number.isSafeInteger(count) ? { value: count } : { problem: `${shown(text)} is too large.` };
}

/** An amount in US dollars, in nano-dollars; credits are negative. An empty cell is null. */
export function readAmount(text: string, sign: DecimalSign, places = 9): Read<bigint | null> {
  const plain = text.trim().replace(/^(-?)\s*(?:US)?\$\s*/i, "$1");
  if (plain === "") return { value: null };
  if (sign === "point" && /^-?\d{1,3},\d{3}$/.test(plain)) {
    return { problem: `"${shown(text)}" can be read in two ways. Write the amount with a decimal point.` };
  }
  const value = readDecimal(ungrouped(plain, sign) ?? "", places);
  if (value === null) return { problem: `"${shown(text)}" is no amount in US dollars.` };
  const isTooLarge = value > MOST_NANO_USD || value < -MOST_NANO_USD;
  return isTooLarge ? { problem: `${shown(text)} is too large an amount.` } : { value };
}

/** The UTC day of a calendar day, a moment (UTC unless it says otherwise) or Unix seconds. */
export function readDay(text: string): Read<string> {
  const moment = momentOf(text.trim());
  return moment === null
    ? { problem: `"${shown(text)}" is no day. Write it as 2026-11-28.` }
    : { value: moment.toISOString().slice(0, 10) };
}

/** The moment that a cell names; null for none. */
export function momentOf(text: string): Date | null {
  const parts = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*(.*))?$/.exec(
    text,
  );
  const ms = parts === null ? secondsOf(text) : dayTime(parts);
  return ms === null || !(ms >= EARLIEST && ms < LATEST) ? null : new Date(ms);
}

/** Text from a file as a message can repeat it: short, on one line. */
export function shown(text: string): string {
  const plain = text
    .trim()
    .toWellFormed()
    .replace(/\p{Cc}/gu, "�");
  return plain.length > 40 ? `${plain.slice(0, 40)}…` : plain;
}

function dayTime([, year = "", month = "", day = "", time = "00:00", zone = ""]: RegExpExecArray):
  | number
  | null {
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const calendar = new Date(`${date}T00:00:00Z`);
  // February 30 would otherwise become March 2.
  if (Number.isNaN(calendar.getTime()) || !calendar.toISOString().startsWith(date)) return null;
  const offset = zone === "" || /^(z|utc)$/i.test(zone) ? "Z" : /^[+-]\d{2}:\d{2}$/.test(zone) ? zone : null;
  return offset === null ? null : Date.parse(`${date}T${time}${offset}`);
}

function secondsOf(text: string): number | null {
  return /^\d{9,10}$/.test(text) ? Number(text) * 1_000 : null;
}

/** A number without the signs between thousands and with a decimal point; null when it has them elsewhere. */
function ungrouped(text: string, sign: DecimalSign): string | null {
  const [group, point] = sign === "point" ? [",", "."] : [".", ","];
  const at = text.indexOf(point);
  const [whole, rest] = at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
  if (rest.includes(group) || rest.includes(point)) return null;
  const isGrouped = /^[+-]?\d{1,3}$/.test(whole.split(group)[0] ?? "");
  const parts = whole.split(group);
  const fits = parts.length === 1 || (isGrouped && parts.slice(1).every((part) => /^\d{3}$/.test(part)));
  if (fits) return at < 0 ? parts.join("") : `${parts.join("")}.${rest}`;
  // A comma that groups nothing is a decimal one: `"0,25"` in a file whose cells are separated by commas.
  return sign === "point" && at < 0 && parts.length === 2 ? parts.join(".") : null;
}
