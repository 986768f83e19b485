import type { Sql } from "postgres";
import { withinTime, withPatience } from "@/db/outage";
import { Batcher } from "@/lib/core/batcher";
import type { GateSettings } from "@/lib/core/gate-settings";
import type { AccountId, GateId, KeyId, SecretId } from "@/lib/core/ids";
import { isUuid } from "@/lib/core/ids";
import type { KeyScope } from "@/lib/core/key-scope";
import type { AccountPayloadPolicy, PayloadPolicy } from "@/lib/core/payload-policy";
import type { LimitOverrides, PlanLimits, RateLimits } from "@/lib/core/rate-limits";
import type { KeyMoments } from "./key-verdict";

/** The gate that a request runs through, as its row stood at admission. */
export type AdmittedGate = {
  /** Null for a gate that is tried before it is saved. */
  id: GateId | null;
  name: string;
  /** Null for a gate that is tried as it stands in an editor. */
  version: number | null;
  settings: GateSettings;
  /** What is kept of its requests; null says nothing. */
  payloads: PayloadPolicy | null;
  /** Rate limits of what runs through it; null is none. */
  limits: RateLimits | null;
  /** False when the request's own words named no live gate and this is the account's default one. */
  named: boolean;
};

/** Everything the ledger knows about a secret and what it opens. */
export type Admission = KeyMoments & {
  accountId: AccountId;
  accountName: string;
  plan: string;
  /** What the plan allows, and what the account has in its place. */
  planLimits: PlanLimits;
  accountLimits: LimitOverrides | null;
  /** The key's own rate limits; null is none. */
  keyLimits: RateLimits | null;
  /** Changes whenever the account's provider keys or prices do. */
  configVersion: number;
  keyId: KeyId;
  keyName: string;
  secretId: SecretId;
  /** Last four characters of the secret; null in a trial, which sends none. */
  secretLastFour: string | null;
  /** What the key may do; null is everything. */
  scope: KeyScope | null;
  /** What key and account say of what is kept of requests; null says nothing. */
  keyPayloads: PayloadPolicy | null;
  accountPayloads: AccountPayloadPolicy | null;
  gate: AdmittedGate | null;
  /** True when a spending limit that blocks holds its calls. */
  isSpendingHeld: boolean;
};

/** `gateRef` is a gate's id or name as the client wrote it, or null. */
export type AdmissionQuestion = { hash: Buffer; gateRef: string | null };

export type AdmissionDesk = {
  /** Null when no such secret exists. Throws `AppError` unavailable when the database cannot answer. */
  admit(question: AdmissionQuestion): Promise<Admission | null>;
};

// One statement for all requests of a moment. No grant is cached anywhere, so a deletion is true at once.
const ADMIT = `
  select asked.place::int as place, s.id as secret_id, s.last_four as secret_last_four, s.expires_at as secret_expires_at,
    s.revoked_at as secret_revoked_at, k.id as key_id, k.name as key_name, k.expires_at as key_expires_at,
    k.disabled_at as key_disabled_at, k.deleted_at as key_deleted_at, k.scope, k.payloads as key_payloads, a.payloads as account_payloads, now() as admitted_at, a.id as account_id, a.name as account_name, a.plan,
    a.config_version, p.limits as plan_limits, a.limits as account_limits, k.limits as key_limits,
    g.id as gate_id, g.name as gate_name, g.version as gate_version,
    g.settings as gate_settings, g.payloads as gate_payloads, g.limits as gate_limits, g.named as gate_named,
    exists (
      select from spending_limits l
      where l.account_id = a.id and l.enforcement = 'block'
        and (l.key_id is null or l.key_id = k.id) and (l.gate_id is null or l.gate_id = g.id)
    ) as is_spending_held
  from rows from (json_to_recordset($1::json) as (hash text, ref text, ref_id uuid))
    with ordinality as asked (hash, ref, ref_id, place)
  join api_key_secrets s on s.hash = decode(asked.hash, 'hex')
  join api_keys k on k.id = s.key_id
  join accounts a on a.id = k.account_id
  join plans p on p.id = a.plan
  left join lateral (
    select gates.*, coalesce(gates.id = asked.ref_id or gates.name = asked.ref, false) as named
    from gates
    where gates.account_id = k.account_id and gates.deleted_at is null
      and (gates.is_default or gates.id = asked.ref_id or gates.name = asked.ref)
    order by coalesce(gates.id = asked.ref_id, false) desc, named desc
    limit 1
  ) g on true`;

type Row = {
  place: number;
  secret_id: SecretId;
  secret_last_four: string;
  secret_expires_at: Date | null;
  secret_revoked_at: Date | null;
  key_id: KeyId;
  key_name: string;
  key_expires_at: Date | null;
  key_disabled_at: Date | null;
  key_deleted_at: Date | null;
  scope: KeyScope | null;
  key_payloads: PayloadPolicy | null;
  account_payloads: AccountPayloadPolicy | null;
  admitted_at: Date;
  account_id: AccountId;
  account_name: string;
  plan: string;
  plan_limits: PlanLimits;
  account_limits: LimitOverrides | null;
  key_limits: RateLimits | null;
  config_version: number;
  gate_id: GateId | null;
  gate_name: string;
  gate_version: number;
  gate_settings: GateSettings;
  gate_payloads: PayloadPolicy | null;
  gate_limits: RateLimits | null;
  gate_named: boolean;
  is_spending_held: boolean;
};

const LONGEST_GATE_NAME = 100;

type Waiting = AdmissionQuestion & { untilMs: number };

/**
 * Opens a desk that admits requests; those that arrive together share a statement. Gives up `patienceMs` after
 * the last of them arrived, the time they waited for earlier statements included.
 */
export function openAdmissionDesk(sql: () => Sql, patienceMs = 3_000): AdmissionDesk {
  const batcher = new Batcher<Waiting, Admission | null>(
    (questions) => withPatience((leftMs) => ask(sql(), questions, leftMs), questions.at(-1)?.untilMs ?? 0),
    { maxSize: 200, maxRunning: 1 },
  );
  return { admit: (question) => batcher.add({ ...question, untilMs: Date.now() + patienceMs }) };
}

async function ask(
  sql: Sql,
  questions: AdmissionQuestion[],
  leftMs: number,
): Promise<Array<Admission | null>> {
  // Calls of the same key through the same gate are one question.
  const asked = questions.map(({ hash, gateRef }) =>
    JSON.stringify({ hash: hash.toString("hex"), ...findable(gateRef) }),
  );
  const different = [...new Set(asked)];
  const statement = sql.unsafe<Row[]>(ADMIT, [`[${different.join()}]`], { prepare: true });
  const rows = await withinTime(statement, leftMs);
  const admissions = new Map(rows.map((row) => [different[row.place - 1], read(row)]));
  return asked.map((question) => admissions.get(question) ?? null);
}

/** A text that no gate can be called never reaches the statement (a NUL in it would fail the whole batch). */
function findable(gateRef: string | null): { ref: string | null; ref_id: string | null } {
  if (gateRef === null || gateRef.length > 2 * LONGEST_GATE_NAME || gateRef.includes("\0")) {
    return { ref: null, ref_id: null };
  }
  return { ref: gateRef.isWellFormed() ? gateRef : null, ref_id: isUuid(gateRef) ? gateRef : null };
}

function read(row: Row): Admission {
  return {
    accountId: row.account_id,
    accountName: row.account_name,
    plan: row.plan,
    planLimits: row.plan_limits,
    accountLimits: row.account_limits,
    keyLimits: row.key_limits,
    configVersion: row.config_version,
    keyId: row.key_id,
    keyName: row.key_name,
    secretId: row.secret_id,
    secretLastFour: row.secret_last_four,
    scope: row.scope,
    keyPayloads: row.key_payloads,
    accountPayloads: row.account_payloads,
    admittedAt: row.admitted_at,
    keyDeletedAt: row.key_deleted_at,
    keyDisabledAt: row.key_disabled_at,
    keyExpiresAt: row.key_expires_at,
    secretExpiresAt: row.secret_expires_at,
    secretRevokedAt: row.secret_revoked_at,
    isSpendingHeld: row.is_spending_held,
    gate:
      row.gate_id === null
        ? null
        : {
            id: row.gate_id,
            name: row.gate_name,
            version: row.gate_version,
            settings: row.gate_settings,
            payloads: row.gate_payloads,
            limits: row.gate_limits,
            named: row.gate_named,
          },
  };
}
