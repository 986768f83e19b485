import type { LogRow } from "@/lib/logs/contract";

/** Refusals of which a spending limit says more. */
const SPENDING_CODES: readonly string[] = ["spending_limit_exceeded", "spending_not_bounded"];

type Refusal = Pick<LogRow, "errorCode" | "refusedBy" | "keyId" | "gateId">;

/** Where the limit that refused a call is shown and changed, in words that name it; null for calls that no limit refused. */
export function limitPlace({
  errorCode,
  refusedBy,
  keyId,
  gateId,
}: Refusal): { href: string; words: string } | null {
  if (errorCode === null) return null;
  if (SPENDING_CODES.includes(errorCode)) return { href: "/spending", words: "See the spending limits" };
  if (errorCode !== "rate_limit_exceeded") return null;
  const scope = refusedBy?.split(":")[1];
  if (scope === "key") return { href: `/keys/${keyId}/scope`, words: "See the limits of the key" };
  if (scope === "gate" && gateId !== null)
    return { href: `/gates/${gateId}`, words: "See the limits of the gate" };
  return { href: "/plan", words: "See the plan and its limits" };
}
