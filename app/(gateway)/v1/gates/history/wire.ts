import { z } from "zod";
import type { GateVersion } from "@/lib/gates/contract";
import { exampleGate, settingsOnWire, wireSettings } from "../wire";

const moment = z.iso.datetime();

/** A version of a gate on the wire: what existing clients know of a snapshot, then the rest of the version. */
export const wireSnapshot = z
  .object({
    id: z.uuid(),
    gateId: z.uuid(),
    name: z.string(),
    ...wireSettings.shape,
    appliedBy: z.enum(["user", "auto"]),
    appliedAt: moment,
    changedFields: z
      .array(z.string())
      .nullable()
      .meta({ description: "Fields that differ from the version before; null for the first." }),
    createdAt: moment,
    version: z.int(),
    action: z.string(),
    restoredVersion: z.int().nullable().meta({ description: "The version that a rollback went back to." }),
    note: z.string().nullable(),
    by: z.string().nullable().meta({ description: "Name of the person or of the key that saved." }),
  })
  .meta({ id: "GateVersion" });

export function snapshotOnWire(saved: GateVersion): z.input<typeof wireSnapshot> {
  const isAutomatic = saved.action === "auto_update" || saved.action === "reanalysis";
  return {
    id: saved.id,
    gateId: saved.gateId,
    name: saved.name,
    ...settingsOnWire(saved.settings),
    appliedBy: isAutomatic ? "auto" : "user",
    appliedAt: saved.createdAt.toISOString(),
    changedFields: saved.action === "create" ? null : saved.changedFields,
    createdAt: saved.createdAt.toISOString(),
    version: saved.version,
    action: saved.action,
    restoredVersion: saved.restoredVersion,
    note: saved.note,
    by: saved.by,
  };
}

const { id, name, ...rest } = exampleGate;

export const exampleSnapshot: z.input<typeof wireSnapshot> = {
  ...wireSettings.parse(rest),
  id: "0195f8c6-0a51-7c3e-b1d2-9e8f7a6b5c4d",
  gateId: id,
  name,
  appliedBy: "user",
  appliedAt: "2026-11-23T08:00:00.000Z",
  changedFields: ["temperature"],
  createdAt: "2026-11-23T08:00:00.000Z",
  version: 3,
  action: "manual_update",
  restoredVersion: null,
  note: null,
  by: "Aya",
};
