import type { AuditAction } from "@/lib/audit/contract";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { tagsProblem } from "../details-problem";
import { checkedExpiry } from "../expiry/checked-expiry";
import { refuseBeyond } from "../scope/refuse-beyond";
import { refuseLimited } from "../scope/refuse-limited";
import type { BulkAction, ChangedKeys, ChangeKeysInput, KeyOutcome } from "./contract";
import { type Columns, changeLocked, type KeyRow, lockKeys, type Planned } from "./lock-keys";

const ENTRIES: Record<BulkAction, AuditAction> = {
  disable: "key.disabled",
  enable: "key.enabled",
  delete: "key.deleted",
  setExpiry: "key.updated",
  addTags: "key.updated",
  removeTags: "key.updated",
};

type Plan = { set: Columns } | { error: KeyOutcome["error"] } | null;

/**
 * Does one thing to up to 1,000 keys, in one transaction, with an entry in the trail for each that changed. What cannot be done
 * to one key is told of that key and does not keep it from the others. Throws `invalid_field` (param `expiresAt`).
 */
export async function changeKeys(ctx: Ctx, input: ChangeKeysInput): Promise<ChangedKeys> {
  const now = ctx.clock.now();
  if (input.expiresAt !== undefined) checkedExpiry(input.expiresAt, now);
  const ids = [...new Set(input.ids)];
  return ctx.db.transaction(async (tx) => {
    const rows = await lockKeys(tx, ctx, ids);
    const planned: Planned[] = [];
    const results = ids.map((id): KeyOutcome => {
      const row = rows.get(id.toLowerCase());
      if (row === undefined || row.deletedAt !== null)
        return { id, name: null, outcome: "refused", error: NOT_FOUND };
      const plan = refusal(ctx, row, input.action) ?? planFor(row, input, now);
      if (plan === null) return { id, name: row.name, outcome: "unchanged", error: null };
      if ("error" in plan) return { id, name: row.name, outcome: "refused", error: plan.error };
      planned.push({ row, set: plan.set, action: ENTRIES[input.action] });
      return { id, name: row.name, outcome: "changed", error: null };
    });
    return { results, undo: await changeLocked(tx, ctx, planned) };
  });
}

const NOT_FOUND = { code: "not_found", message: "There is no API key with this id in your account." };
const COUNTS_TESTS = {
  code: "conflict",
  message: "This key counts the tests of gates, and no program can call with it. Change it by itself.",
};

/** A key may change only those that may do no more than itself, and with a scope enable none that Layer stopped; to stop any is allowed. */
function refusal(ctx: Ctx, row: KeyRow, action: BulkAction): { error: KeyOutcome["error"] } | null {
  if (action === "disable" || action === "delete") return null;
  try {
    refuseBeyond(ctx, row.scope);
    if (action === "enable" && row.disabledBy !== null) refuseLimited(ctx, "enable");
    return null;
  } catch (error) {
    if (error instanceof AppError) return { error: { code: error.code, message: error.message } };
    throw error;
  }
}

function planFor(row: KeyRow, { action, expiresAt, tags = [] }: ChangeKeysInput, now: Date): Plan {
  if (row.purpose !== null && action !== "addTags" && action !== "removeTags") return { error: COUNTS_TESTS };
  if (action === "delete") return { set: { deletedAt: now } };
  if (action === "disable")
    return row.disabledAt === null ? { set: { disabledAt: now, disabledBy: null } } : null;
  if (action === "enable")
    return row.disabledAt === null ? null : { set: { disabledAt: null, disabledBy: null } };
  if (action === "setExpiry") {
    const next = expiresAt ?? null;
    return next?.getTime() === row.expiresAt?.getTime() ? null : { set: { expiresAt: next } };
  }
  const next =
    action === "addTags"
      ? [...new Set([...row.tags, ...tags])]
      : row.tags.filter((tag) => !tags.includes(tag));
  if (next.length === row.tags.length) return null;
  const problem = tagsProblem(next);
  return problem === null ? { set: { tags: next } } : { error: { code: "invalid_field", message: problem } };
}
