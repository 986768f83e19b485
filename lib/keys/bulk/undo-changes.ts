import { isDeepStrictEqual } from "node:util";
import { and, eq, gt, inArray } from "drizzle-orm";
import { auditEntries, type Json } from "@/db/schema/audit";
import { actorIdOf } from "@/lib/audit/actor-name";
import type { AuditAction } from "@/lib/audit/contract";
import type { Ctx } from "@/lib/context";
import { RESTORE_WINDOW_MS } from "../contract";
import { keyFields } from "../key-fields";
import { type KeyRoom, keyRoom, keysSpent, lockKeyRoom } from "../key-room";
import type { ChangedKeys, KeyOutcome, UndoChangesInput } from "./contract";
import { type Columns, changeLocked, type KeyRow, lockKeys, type Planned } from "./lock-keys";

const MOMENTS = ["expiresAt", "disabledAt", "deletedAt"] as const;
const OTHERS = ["tags", "disabledBy"] as const;

type Fields = { [name: string]: Json };

const TOO_LATE = {
  code: "conflict",
  message: "A change can be undone for 60 seconds only, by whoever made it.",
};
const CHANGED_SINCE = {
  code: "conflict",
  message: "Somebody changed this key in between. It stays as it is.",
};

/**
 * Takes back what `changeKeys` did within the last 60 seconds: exactly the fields that it changed get the values that the trail
 * has of them. A key that was changed in between stays as it is, and so does a deleted one that the plan has no place for any more. Each entry must be the actor's own.
 */
export async function undoChanges(ctx: Ctx, { undo }: UndoChangesInput): Promise<ChangedKeys> {
  const oldest = new Date(ctx.clock.now().getTime() - RESTORE_WINDOW_MS);
  return ctx.db.transaction(async (tx) => {
    const entries = await tx
      .select()
      .from(auditEntries)
      .where(
        and(
          eq(auditEntries.accountId, ctx.accountId),
          inArray(auditEntries.sequence, undo),
          eq(auditEntries.subjectKind, "key"),
          eq(auditEntries.actorKind, ctx.actor.kind),
          gt(auditEntries.at, oldest),
        ),
      );
    const own = entries.filter(({ actorId }) => actorId === actorIdOf(ctx.actor));
    await lockKeyRoom(tx, ctx);
    const rows = await lockKeys(
      tx,
      ctx,
      own.flatMap(({ subjectId }) => subjectId ?? []),
    );
    const planned: Planned[] = [];
    const room = await keyRoom(tx, ctx);
    const results = own.map(({ subjectId, subjectName, before, after }): KeyOutcome => {
      const told = { id: subjectId ?? "", name: subjectName };
      const row = rows.get(subjectId ?? "");
      const set = before === null ? null : columnsOf(before);
      if (row === undefined || set === null) return { ...told, outcome: "refused", error: TOO_LATE };
      if (!isStill(row, after ?? {})) return { ...told, outcome: "refused", error: CHANGED_SINCE };
      if (set.deletedAt === null && row.purpose === null) {
        if (room.limit !== null && room.used >= room.limit)
          return { ...told, outcome: "refused", error: noPlace(room) };
        room.used += 1;
      }
      planned.push({ row, set, action: entryFor(set) });
      return { ...told, outcome: "changed", error: null };
    });
    return { results, undo: await changeLocked(tx, ctx, planned) };
  });
}

function noPlace(room: KeyRoom): KeyOutcome["error"] {
  const { code, message } = keysSpent(room);
  return { code, message };
}

/** The columns that an entry has the old values of; null when it is about anything that many keys cannot be changed in at once. */
function columnsOf(before: Fields): Columns | null {
  const names: readonly string[] = [...MOMENTS, ...OTHERS];
  if (!Object.keys(before).every((name) => names.includes(name))) return null;
  const moments = MOMENTS.filter((name) => name in before).map((name) => {
    const value = before[name];
    return [name, typeof value === "string" ? new Date(value) : null];
  });
  const others = OTHERS.filter((name) => name in before).map((name) => [name, before[name]]);
  return Object.fromEntries([...moments, ...others]) as Columns;
}

function isStill(row: KeyRow, after: Fields): boolean {
  const now = JSON.parse(JSON.stringify(keyFields(row))) as Fields;
  return Object.entries(after).every(([name, value]) => isDeepStrictEqual(now[name], value));
}

function entryFor(set: Columns): AuditAction {
  if ("deletedAt" in set) return "key.restored";
  if (!("disabledAt" in set)) return "key.updated";
  return set.disabledAt === null ? "key.enabled" : "key.disabled";
}
