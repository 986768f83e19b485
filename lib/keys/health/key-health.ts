import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import type { KeyId } from "@/lib/core/ids";
import { KEY_DEFECTS, type KeyDefect } from "@/lib/core/key-filter";
import { DEFECTS, defectCondition, lastUses, workingKey } from "./defect-conditions";

export type KeyHealth = Record<KeyDefect, number>;

/** Few keys have these, and an index leads to them; the others are counted together in one pass over all keys. */
const RARE: ReadonlySet<KeyDefect> = new Set<KeyDefect>([
  "exposed",
  "newNetwork",
  "rotationUnfinished",
  "ownerGone",
]);

/** How many keys of the account have each defect. One statement. */
export async function keyHealth(ctx: Ctx): Promise<KeyHealth> {
  const reader = { accountId: ctx.accountId, now: ctx.clock.now() };
  const common = KEY_DEFECTS.filter((defect) => !RARE.has(defect));
  const passed = common.map((defect) =>
    counted(defect, sql`count(*) filter (where ${DEFECTS[defect](reader)})`),
  );
  const rare = [...RARE].map((defect) =>
    counted(
      defect,
      sql`(select count(*) from api_keys k where k.account_id = ${ctx.accountId} and ${defectCondition(defect, reader)})`,
    ),
  );
  const [row] = await ctx.db.execute<KeyHealth>(sql`
    select ${sql.join([...passed, ...rare], sql`, `)}
    from api_keys k join ${lastUses(ctx.accountId)} s on s.key_id = k.id
    where k.account_id = ${ctx.accountId} and ${workingKey(reader.now)}`);
  return Object.fromEntries(KEY_DEFECTS.map((defect) => [defect, row?.[defect] ?? 0])) as KeyHealth;
}

function counted(defect: KeyDefect, count: SQL): SQL {
  return sql`${count}::int as ${sql.identifier(defect)}`;
}

/** The defects of each of these keys of the account, the gravest first. One statement. */
export async function defectsOf(ctx: Ctx, ids: KeyId[]): Promise<(id: KeyId) => KeyDefect[]> {
  if (ids.length === 0) return () => [];
  const reader = { accountId: ctx.accountId, now: ctx.clock.now() };
  const has = KEY_DEFECTS.map(
    (defect) => sql`coalesce(${defectCondition(defect, reader)}, false) as ${sql.identifier(defect)}`,
  );
  const rows = await ctx.db.execute<{ id: KeyId } & Record<KeyDefect, boolean>>(sql`
    select k.id, ${sql.join(has, sql`, `)}
    from api_keys k cross join lateral (select max(last_used_at) as last_used_at from api_key_secrets where key_id = k.id) s
    where k.account_id = ${ctx.accountId} and k.id in ${ids}`);
  const byId = new Map(rows.map((row) => [row.id, KEY_DEFECTS.filter((defect) => row[defect])]));
  return (id) => byId.get(id) ?? [];
}
