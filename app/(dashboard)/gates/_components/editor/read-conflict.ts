import type { GateVersion } from "@/lib/gates/contract";
import { readJson } from "../read-json";

/** What somebody else has saved meanwhile. `savedAt` is ISO 8601. */
export type Conflict = Pick<GateVersion, "name" | "settings" | "version" | "by"> & { savedAt: string };

/** The newest save of a gate, to be put beside a draft; null when it cannot be read now. */
export async function readConflict(gateId: string): Promise<Conflict | null> {
  type Row = Omit<GateVersion, "createdAt"> & { createdAt: string };
  const rows = await readJson<Row[]>(`/gates/${gateId}/versions?limit=1`, new AbortController().signal);
  const [newest] = rows ?? [];
  if (newest === undefined) return null;
  const { name, settings, version, by, createdAt } = newest;
  return { name, settings, version, by, savedAt: createdAt };
}
