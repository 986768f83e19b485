import type { LimitHolders } from "@/lib/limits/limits-in-force";
import type { Admission } from "./admission";

/** Whose limits a request is held to, as the ledger knew them at admission. A gate that is not saved has none. */
export function limitHolders(
  admission: Omit<Admission, "gate">,
  gate: { id: string | null; name: string; limits: LimitHolders["key"]["limits"] } | null,
): LimitHolders {
  const { accountId, accountName, planLimits, accountLimits, keyId, keyName, keyLimits } = admission;
  return {
    account: { id: accountId, name: accountName, plan: planLimits, overrides: accountLimits },
    key: { id: keyId, name: keyName, limits: keyLimits },
    gate: gate?.id == null ? null : { id: gate.id, name: gate.name, limits: gate.limits },
  };
}
