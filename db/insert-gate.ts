import { DEFAULT_GATE_SETTINGS, type GateSettings } from "@/lib/core/gate-settings";
import { type AccountId, type GateId, type GateVersionId, newId } from "@/lib/core/ids";
import type { Database, Transaction } from "./client";
import { gates, gateVersions } from "./schema/gates";

/** A gate to be written; what is not given has its default. */
export type NewGate = {
  id?: GateId | undefined;
  accountId: AccountId;
  name: string;
  settings: Partial<GateSettings> & Pick<GateSettings, "model">;
  isDefault?: boolean | undefined;
  createdAt?: Date | undefined;
  deletedAt?: Date | null | undefined;
  by?: Pick<typeof gateVersions.$inferInsert, "byUserId" | "byKeyId">;
};

/** Writes a gate with its first version: no gate is ever without one. Throws what the driver throws. */
export async function insertGate(db: Database | Transaction, gate: NewGate): Promise<GateId> {
  const { accountId, name, isDefault = false, createdAt = new Date(), deletedAt = null } = gate;
  const id = gate.id ?? newId<GateId>(createdAt.getTime());
  const settings = { ...DEFAULT_GATE_SETTINGS, ...gate.settings };
  await db
    .insert(gates)
    .values({ id, accountId, name, settings, isDefault, createdAt, updatedAt: createdAt, deletedAt });
  await db.insert(gateVersions).values({
    id: newId<GateVersionId>(createdAt.getTime()),
    accountId,
    gateId: id,
    version: 1,
    name,
    settings,
    action: "create",
    changedFields: [],
    createdAt,
    ...gate.by,
  });
  return id;
}
