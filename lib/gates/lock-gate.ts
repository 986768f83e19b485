import { and, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { gates } from "@/db/schema/gates";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { type GateId, isUuid } from "@/lib/core/ids";
import type { Gate } from "./contract";
import { gateColumns, gateNotFound, liveGates } from "./gate-rows";
import { listGateVersions } from "./queries";

/**
 * A gate as it is now, which nobody else can change before the transaction has ended. Throws `not_found`, and `conflict` when
 * `ifVersion` is given and somebody has saved since: `details` says the version, by whom and when.
 */
export async function lockGate(
  tx: Transaction,
  ctx: Ctx,
  { gateId, ifVersion }: { gateId: string; ifVersion?: number | undefined },
): Promise<Gate> {
  if (!isUuid(gateId)) throw gateNotFound();
  const [gate] = await tx
    .select(gateColumns)
    .from(gates)
    .where(and(liveGates(ctx), eq(gates.id, gateId as GateId)))
    .for("update");
  if (gate === undefined) throw gateNotFound();
  if (ifVersion === undefined || ifVersion === gate.version) return gate;
  throw await outdated({ ...ctx, db: tx }, gate, ifVersion);
}

async function outdated(
  ctx: Omit<Ctx, "db"> & { db: Transaction },
  gate: Gate,
  ifVersion: number,
): Promise<AppError> {
  const [last] = await listGateVersions(ctx, { gateId: gate.id, limit: 1 });
  const savedAt = (last?.createdAt ?? gate.updatedAt).toISOString();
  const by = last?.by ?? null;
  return new AppError(
    "conflict",
    `${by ?? "Somebody"} saved this gate at ${savedAt}: it is at version ${gate.version}, and your change is for version ` +
      `${ifVersion}. Read the gate again and repeat the change.`,
    { details: { version: gate.version, by, savedAt } },
  );
}
