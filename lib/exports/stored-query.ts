import { exactly, readRequestAddress, writeRequestAddress } from "@/lib/core/request-address";
import type { LogFilter } from "@/lib/logs/contract";

/** A filter with its span as an address holds it: what is stored with an export. */
export function storedQuery({ from, to, ...filter }: LogFilter): string {
  return writeRequestAddress({ filter, time: exactly(from, to), zone: null }, "24h").toString();
}

/** Reads what `storedQuery` wrote. */
export function readStoredQuery(query: string): LogFilter {
  const { filter, time } = readRequestAddress(Object.fromEntries(new URLSearchParams(query)), "24h");
  if (time.from === null || time.to === null) throw new Error("An export has no span");
  return { ...filter, from: new Date(time.from), to: new Date(time.to) };
}
