import { and, eq, inArray, or, sql } from "drizzle-orm";
import { gateVersions } from "@/db/schema/gates";
import type { Ctx } from "@/lib/context";
import type { GateVersion } from "./contract";
import { listGateVersions } from "./queries";

type Restored = { id: string; createdAt: Date; model: string };
/** A save, and for a rollback the save that it went back to and the model before it. */
export type GateActivity = GateVersion & { restored: Restored | null; modelBefore: string | null };

/** What was done with one gate or with all, newest first, as `listGateVersions` pages it. */
export async function listGateActivity(
  ctx: Ctx,
  query: Parameters<typeof listGateVersions>[1],
): Promise<GateActivity[]> {
  const saves = await listGateVersions(ctx, query);
  const found = await otherVersions(
    ctx,
    saves.filter(({ restoredVersion }) => restoredVersion !== null),
  );
  return saves.map((save) => {
    const { gateId, restoredVersion, version } = save;
    if (restoredVersion === null) return { ...save, restored: null, modelBefore: null };
    const restored = found.get(`${gateId} ${restoredVersion}`) ?? null;
    return { ...save, restored, modelBefore: found.get(`${gateId} ${version - 1}`)?.model ?? null };
  });
}

/** The versions that rollbacks went back to and came from, by gate and number. */
async function otherVersions(ctx: Ctx, rollbacks: readonly GateVersion[]): Promise<Map<string, Restored>> {
  if (rollbacks.length === 0) return new Map();
  const wanted = rollbacks.map(({ gateId, version, restoredVersion }) =>
    and(
      eq(gateVersions.gateId, gateId),
      inArray(gateVersions.version, [version - 1, restoredVersion ?? version]),
    ),
  );
  const rows = await ctx.db
    .select({
      id: gateVersions.id,
      gateId: gateVersions.gateId,
      version: gateVersions.version,
      createdAt: gateVersions.createdAt,
      model: sql<string>`${gateVersions.settings} ->> 'model'`,
    })
    .from(gateVersions)
    .where(and(eq(gateVersions.accountId, ctx.accountId), or(...wanted)));
  return new Map(rows.map((row) => [`${row.gateId} ${row.version}`, row]));
}
