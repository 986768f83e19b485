import { and, eq, gte, ilike, inArray, lt, lte, or, type SQL, sql } from "drizzle-orm";
import { auditEntries } from "@/db/schema/audit";
import type { Ctx } from "@/lib/context";
import { isUuid } from "@/lib/core/ids";
import { ACTOR_KINDS, AUDIT_ACTIONS, type AuditFilter } from "./contract";
import { matchesEvent } from "./matches-event";

/** The entries of an account that a filter leaves in. */
export function filterCondition(
  { accountId }: Pick<Ctx, "accountId">,
  { actor, action, subjectKind, subjectId, from, until, search, network }: AuditFilter,
): SQL | undefined {
  return and(
    eq(auditEntries.accountId, accountId),
    actor === undefined ? undefined : actorCondition(actor),
    action === undefined ? undefined : actionCondition(action),
    subjectKind === undefined ? undefined : eq(auditEntries.subjectKind, subjectKind),
    subjectId === undefined ? undefined : eq(auditEntries.subjectId, subjectId),
    from === undefined && until === undefined ? undefined : spanCondition(accountId, from, until),
    search === undefined || search.trim() === "" ? undefined : nameCondition(search.trim()),
    network === undefined ? undefined : eq(auditEntries.network, network),
  );
}

/**
 * A span of time, also as the numbers of its first and last entry: in the order of the numbers Postgres would read all that is
 * newer to find it. The clocks of several instances may differ, so that numbers alone would not do.
 */
function spanCondition(
  accountId: Ctx["accountId"],
  from: Date | undefined,
  until: Date | undefined,
): SQL | undefined {
  const { at, sequence } = auditEntries;
  const inSpan = and(from && gte(at, from), until && lt(at, until));
  // `+ 0` keeps Postgres from looking for the extremes along the very index that this is to shorten.
  const extreme = (of: SQL) =>
    sql`(select ${of}(${sequence} + 0) from ${auditEntries} where ${and(eq(auditEntries.accountId, accountId), inSpan)})`;
  return and(inSpan, gte(sequence, extreme(sql`min`)), lte(sequence, extreme(sql`max`)));
}

function actorCondition(actor: string): SQL {
  const kind = ACTOR_KINDS.find((one) => one === actor);
  if (kind !== undefined) return eq(auditEntries.actorKind, kind);
  // Postgres refuses other text as an id.
  if (!isUuid(actor)) return inArray(auditEntries.actorId, []);
  return eq(auditEntries.actorId, actor);
}

/** A pattern as the actions it means, so that an index finds the rare ones. */
function actionCondition(pattern: string): SQL {
  const meant = Object.keys(AUDIT_ACTIONS).filter((action) => matchesEvent(pattern, action));
  return inArray(auditEntries.action, meant);
}

function nameCondition(text: string): SQL | undefined {
  const pattern = `%${text.replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
  return or(ilike(auditEntries.subjectName, pattern), ilike(auditEntries.actorName, pattern));
}
