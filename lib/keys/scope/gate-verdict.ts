import type { AppError } from "@/lib/core/errors";
import type { KeyScope } from "@/lib/core/key-scope";
import { scopeVerdict } from "./scope-verdict";

/** Why a key with that scope may not call models through a gate, or null when it may; from where and when is not asked. */
export function gateVerdict(
  { access, gates }: KeyScope,
  gate: { id: string; name: string },
  at: Date,
): AppError | null {
  const asked = { ...(access !== undefined && { access }), ...(gates !== undefined && { gates }) };
  return scopeVerdict(asked, {
    needs: [["inference", "write"]],
    endpoint: null,
    network: null,
    at,
    chosen: { gate, modelAsked: null, route: [], maxOutputTokens: undefined, worstCost: undefined },
  });
}
