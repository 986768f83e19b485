import { and, eq, inArray } from "drizzle-orm";
import { gates } from "@/db/schema/gates";
import type { Ctx } from "@/lib/context";
import type { GateId } from "@/lib/core/ids";
import { subscriberNetwork } from "@/lib/core/networks";
import { DAY_MS } from "@/lib/core/time";
import { keptSince } from "@/lib/logs/kept-since";
import { getKey } from "../queries";
import { checkedSince } from "./checked-since";
import { DAMAGE_SPLITS, type DamageReport, type DamageSplit, type DamageSplitName } from "./damage";
import { type DamageRow, damageRows, KIND_OF, TOTAL } from "./damage-rows";
import { mergedGroups, splitOf, sumsOf } from "./damage-sums";
import { expiredCalls } from "./expired-calls";
import { normalDay } from "./normal-day";

/**
 * What a key did since a moment, split by what its calls have in common and compared with the 30 days before. The sums are
 * those of the key's rows in the log, to the nano-dollar. Throws `not_found` and `invalid_field` (param `since`) for a moment
 * that has not come yet.
 */
export async function damageReport(
  ctx: Ctx,
  { keyId, since }: { keyId: string; since: Date },
): Promise<DamageReport> {
  const key = await getKey(ctx, keyId);
  const rows = await damageRows(ctx, key.id, checkedSince(ctx, since));
  const total = rows.find(({ kind }) => kind === TOTAL);
  const earliest = momentOf(total?.earliest_ms ?? null);
  const comparedFrom = Number(total?.calls_before ?? 0) > 0 ? earliest : null;
  const named = await gateNames(ctx, rows);
  const [expired, kept] = await Promise.all([expiredCalls(ctx, key.id, since), keptSince(ctx)]);
  return {
    keyId: key.id,
    since,
    total: sumsOf(total),
    expired,
    firstAt: momentOf(total?.first_ms ?? null),
    lastAt: momentOf(total?.last_ms ?? null),
    splits: splitsOf(rows, comparedFrom !== null, named),
    comparedFrom,
    normalDay:
      comparedFrom === null
        ? null
        : normalDay(rows, { from: wholeFrom(comparedFrom, kept, since), to: since }),
  };
}

/** A day that has lost calls is no normal one: those after it are compared with, where there are any. */
function wholeFrom(from: Date, kept: Date | null, since: Date): Date {
  if (kept === null || kept.getTime() % DAY_MS === 0) return from;
  const next = new Date(Math.ceil(kept.getTime() / DAY_MS) * DAY_MS);
  return from < next && next.getTime() + DAY_MS <= since.getTime() ? next : from;
}

function splitsOf(
  rows: DamageRow[],
  isCompared: boolean,
  named: ReadonlyMap<string, string>,
): Record<DamageSplitName, DamageSplit> {
  const split = (name: DamageSplitName) => {
    const own = rows.filter(({ kind }) => kind === KIND_OF[name]);
    const labelled = (value: string | null) =>
      name === "gates" && value !== null ? (named.get(value) ?? value) : value;
    const same = (value: string) => (name === "networks" ? subscriberNetwork(value) : value);
    return splitOf(mergedGroups(own, same), { isCompared, labelled });
  };
  return Object.fromEntries(DAMAGE_SPLITS.map((name) => [name, split(name)])) as Record<
    DamageSplitName,
    DamageSplit
  >;
}

async function gateNames(ctx: Ctx, rows: DamageRow[]): Promise<ReadonlyMap<string, string>> {
  const ids = rows.flatMap(({ kind, value }) =>
    kind === KIND_OF.gates && value !== null ? [value as GateId] : [],
  );
  if (ids.length === 0) return new Map();
  const found = await ctx.db
    .select({ id: gates.id, name: gates.name })
    .from(gates)
    .where(and(eq(gates.accountId, ctx.accountId), inArray(gates.id, ids)));
  return new Map(found.map(({ id, name }) => [id, name]));
}

function momentOf(ms: string | null): Date | null {
  return ms === null ? null : new Date(Number(ms));
}
