import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { AccountId, GateId, KeyId, RequestId, SpendingLimitId } from "@/lib/core/ids";
import { SPENDING_ENFORCEMENTS, SPENDING_PERIODS, SPENDING_SCOPES } from "@/lib/core/spending";
import { moment } from "../columns";
import { accounts } from "./accounts";
import { gates } from "./gates";
import { apiKeys } from "./keys";

const nanoUsd = (name: string) => bigint(name, { mode: "bigint" });

/** How much an account, one of its gates or one of its keys may cost within a period; one limit of each for every period. */
export const spendingLimits = pgTable(
  "spending_limits",
  {
    id: uuid("id").$type<SpendingLimitId>().primaryKey(),
    accountId: uuid("account_id")
      .$type<AccountId>()
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    scope: text("scope", { enum: SPENDING_SCOPES }).notNull(),
    gateId: uuid("gate_id")
      .$type<GateId>()
      .references(() => gates.id, { onDelete: "cascade" }),
    keyId: uuid("key_id")
      .$type<KeyId>()
      .references(() => apiKeys.id, { onDelete: "cascade" }),
    period: text("period", { enum: SPENDING_PERIODS }).notNull(),
    /** IANA zone that cuts days, weeks and months. */
    zone: text("zone").notNull().default("UTC"),
    /** 0 allows nothing that costs. */
    amountNanoUsd: nanoUsd("amount_nano_usd").notNull(),
    /** How much more is allowed for a while, and until when. */
    raisedNanoUsd: nanoUsd("raised_nano_usd").notNull().default(sql`0`),
    raisedUntil: moment("raised_until"),
    enforcement: text("enforcement", { enum: SPENDING_ENFORCEMENTS }).notNull(),
    /** At which percentages its account is told, each once per period. */
    alertPercents: integer("alert_percents").array().notNull().default(sql`'{80,100}'`),
    /** What a call whose cost nobody can say beforehand counts as; null refuses such calls where the limit blocks. */
    fenceNanoUsd: nanoUsd("fence_nano_usd"),
    /** False leaves out what goes to provider keys of the account: it holds what the instance's keys may cost, and nothing else. */
    countsOwnKeys: boolean("counts_own_keys").notNull().default(true),
    /** From when on it counts, where somebody began anew; null counts all that was. */
    countsFrom: moment("counts_from"),
    createdAt: moment("created_at").notNull().defaultNow(),
    updatedAt: moment("updated_at").notNull().defaultNow(),
  },
  (t) => [
    // Which limits hold a call, at admission, reservation and recording.
    uniqueIndex("spending_limits_holder").on(
      t.accountId,
      sql`coalesce(${t.keyId}, ${t.gateId}, ${t.accountId})`,
      t.period,
    ),
    check(
      "spending_limits_of_its_scope",
      sql`(${t.scope} = 'gate') = (${t.gateId} is not null) and (${t.scope} = 'key') = (${t.keyId} is not null)`,
    ),
    check(
      "spending_limits_amounts",
      sql`${t.amountNanoUsd} between 0 and 999999999999999999 and ${t.raisedNanoUsd} between 0 and 999999999999999999
        and ${t.fenceNanoUsd} between 0 and 999999999999999999`,
    ),
  ],
);

/**
 * How much of a limit is used in one of its periods; of thirty days there is one row for each hour. Written by `reserve_spending`
 * (drizzle/0017), with the rows of the log, and where what they cost changes afterwards. No foreign keys: a row of the log is
 * written whether or not a limit is being deleted.
 */
export const spendingBalances = pgTable(
  "spending_balances",
  {
    limitId: uuid("limit_id").$type<SpendingLimitId>().notNull(),
    periodStart: moment("period_start").notNull(),
    /** What its requests cost, as the log has them. */
    spentNanoUsd: nanoUsd("spent_nano_usd").notNull().default(sql`0`),
    /** What was reserved for requests of which nobody knows the cost. */
    fencedNanoUsd: nanoUsd("fenced_nano_usd").notNull().default(sql`0`),
    /** What calls under way may cost at worst. */
    reservedNanoUsd: nanoUsd("reserved_nano_usd").notNull().default(sql`0`),
    /** When it first refused a call. */
    refusedAt: moment("refused_at"),
  },
  (t) => [primaryKey({ columns: [t.limitId, t.periodStart] })],
);

/** What is reserved for a call under way: a row for each limit that holds it, gone when its row is in the log. */
export const spendingReservations = pgTable(
  "spending_reservations",
  {
    requestId: uuid("request_id").$type<RequestId>().notNull(),
    limitId: uuid("limit_id").$type<SpendingLimitId>().notNull(),
    periodStart: moment("period_start").notNull(),
    amountNanoUsd: nanoUsd("amount_nano_usd").notNull(),
    /** Whose call it is: of `limit_instances`. What an instance that is gone reserved is given back. */
    instanceId: uuid("instance_id").notNull(),
    reservedAt: moment("reserved_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.requestId, t.limitId] }),
    // What instances that are gone have left.
    index("spending_reservations_instance").on(t.instanceId),
  ],
);

/**
 * What counts for a request of which nobody knows the cost, or beside what is known of it, in each limit that had it reserved: what
 * `fenced_nano_usd` of balances is made of. Gone when a cost that was not known is, and has been added to what is spent.
 */
export const spendingFences = pgTable(
  "spending_fences",
  {
    requestId: uuid("request_id").$type<RequestId>().notNull(),
    limitId: uuid("limit_id").$type<SpendingLimitId>().notNull(),
    periodStart: moment("period_start").notNull(),
    amountNanoUsd: nanoUsd("amount_nano_usd").notNull(),
    /** Its cost was booked since: the next squaring of the limit puts that in its place. */
    isPriced: boolean("is_priced").notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.requestId, t.limitId] }),
    // Those of a limit whose cost is known by now, and all of a limit that begins anew or goes.
    index("spending_fences_limit").on(t.limitId, t.isPriced),
  ],
);
