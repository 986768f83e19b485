import type { FieldChange } from "@/components/data-table/diff-table";
import { deviceName } from "@/lib/accounts/device-name";
import { AUDIT_ACTIONS, type AuditAction, type AuditEntry } from "@/lib/audit/contract";
import type { TrailName, TrailRow } from "./trail-table";

type Value = NonNullable<AuditEntry["before"]>[string];

/** An entry in words. `gates` are the ids of the gates that can still be looked at. */
export function trailRow(entry: AuditEntry, gates: ReadonlySet<string>): TrailRow {
  const did = AUDIT_ACTIONS[entry.action as AuditAction] ?? entry.action;
  return {
    id: entry.id,
    sequence: entry.sequence,
    at: entry.at,
    who: actorOf(entry),
    did,
    what: subjectOf(entry, did, gates),
    from: {
      network:
        entry.network === null
          ? null
          : { text: entry.network, href: `/audit?network=${encodeURIComponent(entry.network)}` },
      client: clientOf(entry.userAgent),
    },
    changes: changesOf(entry),
    hash: Buffer.from(entry.hash).toString("hex"),
  };
}

function actorOf({ actorKind, actorId, actorName }: AuditEntry): TrailName {
  if (actorKind === "operator") return { text: "The operator", href: "/audit?actor=operator" };
  if (actorKind === "system") return { text: actorName ?? "Layer", href: "/audit?actor=system" };
  const text = actorName ?? "Somebody who is gone";
  return {
    text: actorKind === "key" ? `The key ${text}` : text,
    href: actorId === null ? null : `/audit?actor=${actorId}`,
  };
}

function subjectOf(entry: AuditEntry, did: string, gates: ReadonlySet<string>): TrailName | null {
  const { subjectKind, subjectId, subjectName } = entry;
  // People who change something of their own are named already, unless the sentence says what it is now.
  const isSelf = subjectKind === "user" && subjectId === entry.actorId;
  if (subjectName === null || (isSelf && !/ (to|with)$/.test(did))) return null;
  return { text: subjectName, href: hrefOf(subjectKind, subjectId, gates) };
}

function hrefOf(kind: string, id: string | null, gates: ReadonlySet<string>): string | null {
  if (id === null) return null;
  if (kind === "key") return `/keys/${id}`;
  if (kind === "gate") return gates.has(id) ? `/gates/${id}` : null;
  if (kind === "price" || kind === "cost" || kind === "price_list") return "/prices";
  if (kind === "spending_limit") return "/spending";
  if (kind === "provider_report") return "/usage/reconciliation";
  if (kind === "provider_key") return "/provider-keys";
  return kind === "user" || kind === "session" ? "/settings" : null;
}

/** A browser by its name, a program by what it calls itself. */
function clientOf(userAgent: string | null): string | null {
  if (userAgent === null || userAgent === "") return null;
  const device = deviceName(userAgent);
  return device === "Unknown device" ? (userAgent.split(/[\s/(]/, 1)[0] ?? null) : device;
}

/** The fields that an entry changed; of something new or gone only those that say anything. */
function changesOf({ before, after }: AuditEntry): FieldChange[] {
  const names = Object.keys({ ...before, ...after });
  return names.flatMap((field) => {
    const [old, now] = [before?.[field], after?.[field]];
    if (before === null && isNothing(now)) return [];
    if (after === null && isNothing(old)) return [];
    const words = {
      before: before === null ? "—" : wordsOf(old),
      after: after === null ? "—" : wordsOf(now),
    };
    return [{ field, label: labelOf(field), ...words }];
  });
}

function isNothing(value: Value | undefined): boolean {
  return (
    value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0)
  );
}

function wordsOf(value: Value | undefined): string {
  if (value === undefined || isNothing(value)) return "not set";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value.join(", ");
  return typeof value === "object" ? JSON.stringify(value, null, 2) : String(value);
}

/** `inputUsdPerMillion` as `Input USD per million`. */
function labelOf(field: string): string {
  const words = field.replace(/([a-z\d])([A-Z])/g, "$1 $2").toLowerCase();
  const known = words.replace(/\b(usd|url|id|ms)\b/g, (word) => word.toUpperCase());
  return known.charAt(0).toUpperCase() + known.slice(1);
}
