import { isDeepStrictEqual } from "node:util";
import { and, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { gates } from "@/db/schema/gates";
import type { Change } from "@/lib/audit/append-changes";
import type { Ctx } from "@/lib/context";
import type { Gate } from "./contract";
import { liveGates } from "./gate-rows";

type Policies = Pick<Gate, "limits" | "payloads">;

/**
 * Writes the rate limits and payload policy of a locked gate, in a transaction that tells the trail last: of each by itself, and of
 * nothing when nothing changes. What is not given stays.
 */
export async function writeGatePolicies(
  tx: Transaction,
  ctx: Ctx,
  gate: Policies & Pick<Gate, "id" | "name">,
  given: Partial<Policies>,
): Promise<{ written: Policies; changes: Change[] }> {
  const before: Policies = { limits: gate.limits, payloads: gate.payloads };
  const written = { ...before, ...given };
  const fields = (["limits", "payloads"] as const).filter(
    (field) => !isDeepStrictEqual(before[field], written[field]),
  );
  if (fields.length === 0) return { written: before, changes: [] };
  await tx
    .update(gates)
    .set(written)
    .where(and(liveGates(ctx), eq(gates.id, gate.id)));
  const changes = fields.map((field) => ({
    action: "gate.updated" as const,
    subject: { kind: "gate" as const, id: gate.id, name: gate.name },
    before: { [field]: before[field] },
    after: { [field]: written[field] },
  }));
  return { written, changes };
}
