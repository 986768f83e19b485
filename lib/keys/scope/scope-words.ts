import type { HoursWindow, KeyAccess, KeyScope } from "@/lib/core/key-scope";
import { usdDecimal } from "@/lib/core/money";

export type ScopeWord = "Full" | "Inference only" | "Read only" | "Scoped";

/** What a key may do, in a word for a list. */
export function scopeWord(scope: KeyScope | null): ScopeWord {
  if (scope === null) return "Full";
  const { access, ...limits } = scope;
  if (Object.keys(limits).length > 0) return "Scoped";
  return access === "inference" ? "Inference only" : access === "read" ? "Read only" : "Scoped";
}

/** What a key may do, in a sentence: `This key can call models through 2 gates, from 1 network, on weekdays.` */
export function scopeSentence(scope: KeyScope | null): string {
  if (scope === null) return "This key can do everything your account can.";
  const { gates, models, providers, endpoints, networks, hours, maxCallNanoUsd, maxOutputTokens } = scope;
  const parts = [
    accessWords(scope.access),
    gates && `through ${count(gates, "gate")}`,
    models && `with ${count(models, "model")}`,
    providers && `of ${count(providers, "provider")}`,
    endpoints && `at ${count(endpoints, "endpoint")}`,
    networks && `from ${count(networks, "network")}`,
    hours && hoursWords(hours),
  ].filter((part) => part !== undefined);
  const limits = [
    maxCallNanoUsd && `calls cost at most $${usdDecimal(BigInt(maxCallNanoUsd))} each`,
    maxOutputTokens &&
      `answers have at most ${maxOutputTokens} ${maxOutputTokens === 1 ? "token" : "tokens"}`,
  ].filter(Boolean);
  return `This key can ${[parts.join(" "), ...limits].join("; ")}.`;
}

function accessWords(access: KeyAccess | undefined): string {
  if (access === undefined) return "do everything your account can";
  if (access === "inference") return "call models";
  if (access === "read") return "read everything and change nothing";
  const can = (level: string) =>
    Object.entries(access)
      .filter(([, given]) => given === level)
      .map(([resource]) => WORDS[resource] ?? resource);
  const [writes, reads] = [can("write"), can("read")];
  return [
    writes.length > 0 ? `use and change ${listed(writes)}` : "",
    reads.length > 0 ? `read ${listed(reads)}` : "",
  ]
    .filter((part) => part !== "")
    .join(" and ");
}

const WORDS: Readonly<Record<string, string>> = {
  inference: "models",
  keys: "API keys",
  logs: "the log",
  providerKeys: "provider keys",
  audit: "the audit trail",
};

function hoursWords({ zone, windows }: NonNullable<KeyScope["hours"]>): string {
  const [only, ...others] = windows;
  if (only === undefined || others.length > 0) return `at ${windows.length} times of the week (${zone})`;
  const days = daysWords(only);
  const isWhole = only.from === "00:00" && only.to === "24:00";
  return isWhole ? `${days} (${zone})` : `${days} from ${only.from} to ${only.to} (${zone})`;
}

function daysWords({ days }: HoursWindow): string {
  const text = days.toSorted().join("");
  if (text === "1234567") return "every day";
  if (text === "12345") return "on weekdays";
  if (text === "67") return "on weekends";
  return `on ${days.length} ${days.length === 1 ? "day" : "days"} of the week`;
}

function count(names: readonly string[], noun: string): string {
  return `${names.length} ${noun}${names.length === 1 ? "" : "s"}`;
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
