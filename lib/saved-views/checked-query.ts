import { AppError } from "@/lib/core/errors";
import {
  type AddressParts,
  REQUEST_ADDRESS_NAMES,
  readRequestAddress,
  writeRequestAddress,
} from "@/lib/core/request-address";
import type { RangeName } from "@/lib/core/time-choice";
import { readUsageAddress, USAGE_ADDRESS_NAMES, writeUsageAddress } from "@/lib/usage/chart/usage-address";
import type { ViewRoom } from "./contract";

const LOG_RANGE: RangeName = "24h";
const LOG_TABS = ["rows", "errors"];

/**
 * The query of a view as its page would write it. It is read as the page reads it, so that nothing is kept that the page would not
 * show. Throws `invalid_field` naming what says nothing there.
 */
export function checkedQuery(room: ViewRoom, query: string): string {
  const given = new URLSearchParams(query);
  const parts: AddressParts = {};
  for (const name of new Set(given.keys())) {
    const values = given.getAll(name);
    Object.defineProperty(parts, name, { value: values.length === 1 ? values[0] : values, enumerable: true });
  }
  return room === "usage" ? usageQuery(parts) : logQuery(parts);
}

function usageQuery(parts: AddressParts): string {
  const { ignored, ...view } = readUsageAddress(parts);
  refuse([...unknown(parts, USAGE_ADDRESS_NAMES), ...ignored]);
  return writeUsageAddress(view).toString();
}

function logQuery({ view, live, ...parts }: AddressParts): string {
  const { ignored, ...address } = readRequestAddress(parts, LOG_RANGE);
  const isTab = view === undefined || (typeof view === "string" && LOG_TABS.includes(view));
  const isLive = live === undefined || live === "1";
  const others = [...(isTab ? [] : ["view"]), ...(isLive ? [] : ["live"])];
  refuse([...unknown(parts, REQUEST_ADDRESS_NAMES), ...ignored, ...others]);
  const written = writeRequestAddress(address, LOG_RANGE);
  if (view === "errors") written.set("view", "errors");
  if (live === "1") written.set("live", "1");
  return written.toString();
}

function unknown(parts: AddressParts, known: readonly string[]): string[] {
  return Object.keys(parts).filter((name) => !known.includes(name));
}

function refuse(names: string[]): void {
  const [name] = names;
  if (name === undefined) return;
  const shown = name.replace(/[^\x20-\x7e]/g, "?").slice(0, 60);
  throw new AppError("invalid_field", `query: "${shown}" says nothing that this page knows.`, {
    param: "query",
  });
}
