import { and, desc, eq, isNull } from "drizzle-orm";
import { gates } from "@/db/schema/gates";
import type { Ctx } from "@/lib/context";
import { type GateId, isUuid } from "@/lib/core/ids";
import type { Gate } from "./contract";

const columns = {
  id: gates.id,
  name: gates.name,
  settings: gates.settings,
  isDefault: gates.isDefault,
  version: gates.version,
  createdAt: gates.createdAt,
  updatedAt: gates.updatedAt,
};

/** The account's gates that are not deleted, newest first. */
export async function listGates(ctx: Ctx): Promise<Gate[]> {
  return ctx.db.select(columns).from(gates).where(live(ctx)).orderBy(desc(gates.id));
}

/** The gate that answers when a request names none, or null. */
export async function getDefaultGate(ctx: Ctx): Promise<Gate | null> {
  const [gate] = await ctx.db
    .select(columns)
    .from(gates)
    .where(and(live(ctx), eq(gates.isDefault, true)));
  return gate ?? null;
}

/** A gate by id or by name, or null. A UUID is tried as an id first, then as a name, since a gate may be called so. */
export async function findGate(ctx: Ctx, idOrName: string): Promise<Gate | null> {
  // Postgres refuses a NUL in text, and no name has one.
  if (idOrName.includes("\0")) return null;
  if (isUuid(idOrName)) {
    const [byId] = await ctx.db
      .select(columns)
      .from(gates)
      .where(and(live(ctx), eq(gates.id, idOrName as GateId)));
    if (byId !== undefined) return byId;
  }
  const [byName] = await ctx.db
    .select(columns)
    .from(gates)
    .where(and(live(ctx), eq(gates.name, idOrName)));
  return byName ?? null;
}

function live(ctx: Ctx) {
  return and(eq(gates.accountId, ctx.accountId), isNull(gates.deletedAt));
}
