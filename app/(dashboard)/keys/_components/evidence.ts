import { formatCountExact, formatRelative } from "@/lib/core/format";
import { DAY_MS } from "@/lib/core/time";

/** A key that was used within this time is in use: deleting it asks for its name. */
const IN_USE_MS = 7 * DAY_MS;

export type Evidence = {
  lastDay: number;
  lastRequest: { startedAt: Date; network?: string | null; userAgent?: string | null } | null;
};

export type Warning = { inUse: false } | { inUse: true; sentence: string };

/** What is lost when the key goes: who still uses it, and how much. */
export function deletionWarning(evidence: Evidence, lastUsedAt: Date | null, now: Date): Warning {
  const last = evidence.lastRequest?.startedAt ?? lastUsedAt;
  if (last === null || now.getTime() - last.getTime() >= IN_USE_MS) return { inUse: false };
  const count = `${formatCountExact(evidence.lastDay)} ${evidence.lastDay === 1 ? "request" : "requests"}`;
  const agent = evidence.lastRequest?.userAgent?.split(/[\s/(]/, 1)[0];
  const network = evidence.lastRequest?.network;
  const from = `${agent ? ` from ${agent}` : ""}${network ? ` on ${network}` : ""}`;
  const stops = evidence.lastDay === 1 ? "it" : "them";
  return {
    inUse: true,
    sentence: `${count} in the last 24 hours, last one ${formatRelative(last, now)}${from}. Deleting stops ${stops} at once.`,
  };
}
