import { eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { apiKeys } from "@/db/schema/keys";
import { insertAlert } from "@/lib/alerts/insert-alert";
import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import type { ApiKey } from "../contract";
import { cutRunningCalls } from "../cut-running-calls";
import { keyFields } from "../key-fields";
import { getKey } from "../queries";
import { lockLiveKey } from "../update-live-key";
import { checkedText } from "./checked-text";
import { type ReportLeakInput, whereFound } from "./contract";

type Row = Awaited<ReturnType<typeof lockLiveKey>>;

/**
 * Marks a key as exposed and tells its account. `disable` also stops it: once this has returned, no request that begins later
 * is accepted, and calls that are running end within a second or two on every instance. Reporting it again keeps the first
 * moment. Throws `invalid_field` (param `where`) and `not_found`.
 */
export async function reportLeak(ctx: Ctx, input: ReportLeakInput): Promise<ApiKey> {
  const where = checkedText(whereFound, "where", input.where);
  const stopped = await ctx.db.transaction(async (tx) => {
    const row = await lockLiveKey(tx, ctx, input.keyId);
    const exposed = await markExposed(tx, ctx, row, { where, advice: input.advice });
    if (input.action === "mark") return null;
    await disable(tx, ctx, exposed);
    return row.id;
  });
  // Once more after the commit: calls were let in until then.
  if (stopped !== null) await cutRunningCalls(ctx, stopped);
  return getKey(ctx, input.keyId);
}

async function markExposed(
  tx: Transaction,
  ctx: Ctx,
  row: Row,
  { where, advice }: { where: string | null; advice: string | undefined },
): Promise<Row> {
  const exposedWhere = where ?? row.exposedWhere;
  if (row.exposedAt !== null && row.exposedWhere === exposedWhere) return row;
  const exposedAt = row.exposedAt ?? ctx.clock.now();
  const exposed = await change(tx, row, { exposedAt, exposedWhere });
  const sentences = [
    `The key ${row.name} was reported as exposed.`,
    ...(exposedWhere === null ? [] : [`It was found here: ${exposedWhere}`]),
    ...(advice === undefined ? [] : [advice]),
  ];
  await insertAlert(tx, ctx, {
    type: "key.exposed",
    keyId: row.id,
    keyName: row.name,
    sameness: `key.exposed:${row.id}:${exposedAt.toISOString()}`,
    message: sentences.join(" "),
    data: { where: exposedWhere, exposedAt: exposedAt.toISOString() },
  });
  await record(tx, ctx, "key.exposed", row, exposed);
  return exposed;
}

async function disable(tx: Transaction, ctx: Ctx, row: Row): Promise<void> {
  const disabledBy = ctx.actor.kind === "system" ? "leak report" : null;
  const stop = row.disabledAt === null ? ({ disabledAt: ctx.clock.now(), disabledBy } as const) : {};
  const disabled = await change(tx, row, { ...stop, callsCutAt: sql`clock_timestamp()` });
  if (row.disabledAt === null) await record(tx, ctx, "key.disabled", row, disabled);
}

type Changes = Parameters<ReturnType<Transaction["update"]>["set"]>[0];

async function change(tx: Transaction, row: Row, changes: Changes): Promise<Row> {
  const [changed] = await tx.update(apiKeys).set(changes).where(eq(apiKeys.id, row.id)).returning();
  return changed ?? row;
}

function record(tx: Transaction, ctx: Ctx, action: "key.exposed" | "key.disabled", row: Row, changed: Row) {
  const subject = { kind: "key", id: row.id, name: row.name } as const;
  return recordChange(tx, ctx, { action, subject, before: keyFields(row), after: keyFields(changed) });
}
