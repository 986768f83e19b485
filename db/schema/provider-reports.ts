import { bigint, date, index, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
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

/** What a provider says of one model on one UTC day. A later report of the same day and model replaces what was said before. */
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
  (t) => [unique("provider_report_days_cell").on(t.accountId, t.provider, t.day, t.model)],
);
