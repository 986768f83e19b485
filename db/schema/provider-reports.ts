import { bigint, date, index, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import type { AccountId, ReportId } from "@/lib/core/ids";
import { moment } from "../columns";
import { accounts } from "./accounts";

/** A usage or cost report of a provider that somebody imported. */
export const providerReports = pgTable(
  "provider_reports",
  {
    id: uuid("id").$type<ReportId>().primaryKey(),
    accountId: uuid("account_id")
      .$type<AccountId>()
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    provider: text("provider").notNull(),
    /** The format it was read as: `openai usage`, `anthropic cost`, `csv` … */
    format: text("format").notNull(),
    fileName: text("file_name").notNull(),
    /** SHA-256 (hex) of the file: the same file twice is one report. */
    hash: text("hash").notNull(),
    createdAt: moment("created_at").notNull(),
  },
  (t) => [
    unique("provider_reports_file").on(t.accountId, t.hash),
    // The reports of an account, newest first.
    index("provider_reports_account").on(t.accountId, t.id),
  ],
);

/**
 * What one report says of one model on one UTC day. Where several say something of the same, the latest is right, value by value:
 * tokens come in one report and amounts in another, and what a report said is gone with it alone.
 */
export const providerReportDays = pgTable(
  "provider_report_days",
  {
    accountId: uuid("account_id")
      .$type<AccountId>()
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    reportId: uuid("report_id")
      .$type<ReportId>()
      .notNull()
      .references(() => providerReports.id, { onDelete: "cascade" }),
    provider: text("provider").notNull(),
    day: date("day").notNull(),
    model: text("model").notNull(),
    /** Null where the report does not say. Token classes do not overlap. */
    requests: bigint("requests", { mode: "number" }),
    inputTokens: bigint("input_tokens", { mode: "number" }),
    cachedInputTokens: bigint("cached_input_tokens", { mode: "number" }),
    cacheWriteTokens: bigint("cache_write_tokens", { mode: "number" }),
    outputTokens: bigint("output_tokens", { mode: "number" }),
    costNanoUsd: bigint("cost_nano_usd", { mode: "bigint" }),
  },
  (t) => [
    primaryKey({ columns: [t.reportId, t.day, t.model] }),
    // What is known of a provider's days.
    index("provider_report_days_day").on(t.accountId, t.provider, t.day),
  ],
);
