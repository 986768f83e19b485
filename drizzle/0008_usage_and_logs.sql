CREATE TABLE "export_pieces" (
	"export_id" uuid NOT NULL,
	"place" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "export_pieces_export_id_place_pk" PRIMARY KEY("export_id","place")
);
--> statement-breakpoint
CREATE TABLE "exports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"by_user_id" uuid,
	"format" text NOT NULL,
	"query" text NOT NULL,
	"zone" text NOT NULL,
	"state" text NOT NULL,
	"rows" bigint DEFAULT 0 NOT NULL,
	"rows_total" bigint,
	"bytes" bigint DEFAULT 0 NOT NULL,
	"place" jsonb,
	"error" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cost_bookings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"provider" text NOT NULL,
	"model" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	"price_version" text NOT NULL,
	"requests" bigint NOT NULL,
	"delta_nano_usd" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "price_lists" (
	"source" text PRIMARY KEY NOT NULL,
	"status" text NOT NULL,
	"prices" jsonb NOT NULL,
	"problems" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"decided_at" timestamp (3) with time zone,
	"decided_by_user_id" uuid
);
--> statement-breakpoint
CREATE TABLE "provider_report_days" (
	"account_id" uuid NOT NULL,
	"report_id" uuid NOT NULL,
	"provider" text NOT NULL,
	"day" date NOT NULL,
	"model" text NOT NULL,
	"requests" bigint,
	"input_tokens" bigint,
	"cached_input_tokens" bigint,
	"cache_write_tokens" bigint,
	"output_tokens" bigint,
	"cost_nano_usd" bigint,
	CONSTRAINT "provider_report_days_cell" UNIQUE("account_id","provider","day","model")
);
--> statement-breakpoint
CREATE TABLE "provider_reports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"provider" text NOT NULL,
	"format" text NOT NULL,
	"file_name" text NOT NULL,
	"hash" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "provider_reports_file" UNIQUE("account_id","hash")
);
--> statement-breakpoint
CREATE TABLE "cost_corrections" (
	"request_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"booking_id" uuid NOT NULL,
	"delta_nano_usd" bigint NOT NULL,
	"price_version" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "cost_corrections_request_id_price_version_pk" PRIMARY KEY("request_id","price_version")
)
-- Edited by hand (drizzle-kit knows no partitions): keep these three lines when this file is generated anew.
PARTITION BY RANGE ("request_id");
--> statement-breakpoint
CREATE TABLE "cost_corrections_default" PARTITION OF "cost_corrections" DEFAULT;
--> statement-breakpoint
CREATE TABLE "request_payloads" (
	"request_id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"request" text,
	"response" text,
	"request_bytes" integer NOT NULL,
	"response_bytes" integer NOT NULL,
	"redactions" integer NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
)
-- Edited by hand (drizzle-kit knows no partitions): keep these three lines when this file is generated anew.
PARTITION BY RANGE ("request_id");
--> statement-breakpoint
CREATE TABLE "request_payloads_default" PARTITION OF "request_payloads" DEFAULT;
--> statement-breakpoint
CREATE TABLE "retention" (
	"kind" text PRIMARY KEY NOT NULL,
	"kept_from" timestamp (3) with time zone NOT NULL,
	"dropped" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "saved_views" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"room" text NOT NULL,
	"name" varchar(100) NOT NULL,
	"query" text NOT NULL,
	"is_shared" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "usage_late_hours" (
	"account_id" uuid NOT NULL,
	"hour" timestamp (0) with time zone NOT NULL,
	"mark" uuid DEFAULT gen_random_uuid() NOT NULL,
	CONSTRAINT "usage_late_hours_account_id_hour_mark_pk" PRIMARY KEY("account_id","hour","mark")
);
--> statement-breakpoint
CREATE TABLE "usage_rollup_spans" (
	"account_id" uuid NOT NULL,
	"grain" text NOT NULL,
	"zone" text NOT NULL,
	"since" timestamp (0) with time zone NOT NULL,
	"until" timestamp (0) with time zone NOT NULL,
	"asked_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "usage_rollup_spans_account_id_grain_zone_pk" PRIMARY KEY("account_id","grain","zone")
);
--> statement-breakpoint
CREATE TABLE "usage_rollups" (
	"account_id" uuid NOT NULL,
	"grain" text NOT NULL,
	"zone" text NOT NULL,
	"mask" smallint NOT NULL,
	"start" timestamp (0) with time zone NOT NULL,
	"key_id" uuid,
	"gate_id" uuid,
	"provider" text,
	"model" text,
	"endpoint" text,
	"status" smallint,
	"requests" bigint NOT NULL,
	"errors" bigint NOT NULL,
	"unpriced" bigint NOT NULL,
	"estimated" bigint DEFAULT 0 NOT NULL,
	"interrupted" bigint DEFAULT 0 NOT NULL,
	"fallbacks" bigint DEFAULT 0 NOT NULL,
	"input_tokens" bigint NOT NULL,
	"cached_input_tokens" bigint NOT NULL,
	"cache_write_tokens" bigint NOT NULL,
	"cache_write_1h_tokens" bigint DEFAULT 0 NOT NULL,
	"output_tokens" bigint NOT NULL,
	"reasoning_tokens" bigint NOT NULL,
	"audio_input_tokens" bigint DEFAULT 0 NOT NULL,
	"audio_output_tokens" bigint DEFAULT 0 NOT NULL,
	"cost_nano_usd" bigint NOT NULL,
	"latency_ms_sum" bigint NOT NULL,
	"first_tokens" bigint DEFAULT 0 NOT NULL,
	"first_token_ms_sum" bigint DEFAULT 0 NOT NULL,
	"latency_0" integer,
	"latency_1" integer,
	"latency_2" integer,
	"latency_3" integer,
	"latency_4" integer,
	"latency_5" integer,
	"latency_6" integer,
	"latency_7" integer,
	"latency_8" integer,
	"latency_9" integer,
	"latency_10" integer,
	"latency_11" integer,
	"latency_12" integer,
	"latency_13" integer,
	"latency_14" integer,
	"latency_15" integer,
	"latency_16" integer,
	"latency_17" integer,
	"latency_18" integer,
	"latency_19" integer,
	"latency_20" integer,
	"latency_21" integer,
	"latency_22" integer,
	"latency_23" integer,
	"latency_24" integer,
	"latency_25" integer,
	"latency_26" integer,
	"latency_27" integer,
	"latency_28" integer,
	"latency_29" integer,
	"latency_30" integer,
	"latency_31" integer,
	"latency_32" integer,
	"latency_33" integer,
	"latency_34" integer,
	"latency_35" integer,
	"latency_36" integer,
	"latency_37" integer,
	"latency_38" integer,
	"latency_39" integer,
	"first_token_0" integer,
	"first_token_1" integer,
	"first_token_2" integer,
	"first_token_3" integer,
	"first_token_4" integer,
	"first_token_5" integer,
	"first_token_6" integer,
	"first_token_7" integer,
	"first_token_8" integer,
	"first_token_9" integer,
	"first_token_10" integer,
	"first_token_11" integer,
	"first_token_12" integer,
	"first_token_13" integer,
	"first_token_14" integer,
	"first_token_15" integer,
	"first_token_16" integer,
	"first_token_17" integer,
	"first_token_18" integer,
	"first_token_19" integer,
	"first_token_20" integer,
	"first_token_21" integer,
	"first_token_22" integer,
	"first_token_23" integer,
	"first_token_24" integer,
	"first_token_25" integer,
	"first_token_26" integer,
	"first_token_27" integer,
	"first_token_28" integer,
	"first_token_29" integer,
	"first_token_30" integer,
	"first_token_31" integer,
	"first_token_32" integer,
	"first_token_33" integer,
	"first_token_34" integer,
	"first_token_35" integer,
	"first_token_36" integer,
	"first_token_37" integer,
	"first_token_38" integer,
	"first_token_39" integer,
	CONSTRAINT "usage_rollups_cell" UNIQUE NULLS NOT DISTINCT("account_id","grain","zone","mask","start","key_id","gate_id","provider","model","endpoint","status")
);
--> statement-breakpoint
-- Edited by hand: the sums are made anew from the log below, with the new columns. Every row is still there.
TRUNCATE "usage_hourly";--> statement-breakpoint
ALTER TABLE "usage_hourly" DROP CONSTRAINT "usage_hourly_cell";--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "payloads" jsonb;--> statement-breakpoint
ALTER TABLE "gates" ADD COLUMN "payloads" jsonb;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "payloads" jsonb;--> statement-breakpoint
ALTER TABLE "requests" ADD COLUMN "fell_back" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "requests" ADD COLUMN "usage_note" text;--> statement-breakpoint
ALTER TABLE "usage_hourly" ADD COLUMN "endpoint" text NOT NULL;--> statement-breakpoint
ALTER TABLE "usage_hourly" ADD COLUMN "status" smallint NOT NULL;--> statement-breakpoint
ALTER TABLE "usage_hourly" ADD COLUMN "estimated" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "usage_hourly" ADD COLUMN "interrupted" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "usage_hourly" ADD COLUMN "fallbacks" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "usage_hourly" ADD COLUMN "first_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "usage_hourly" ADD COLUMN "first_token_ms_sum" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "export_pieces" ADD CONSTRAINT "export_pieces_export_id_exports_id_fk" FOREIGN KEY ("export_id") REFERENCES "public"."exports"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exports" ADD CONSTRAINT "exports_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exports" ADD CONSTRAINT "exports_by_user_id_users_id_fk" FOREIGN KEY ("by_user_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cost_bookings" ADD CONSTRAINT "cost_bookings_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price_lists" ADD CONSTRAINT "price_lists_decided_by_user_id_users_id_fk" FOREIGN KEY ("decided_by_user_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_report_days" ADD CONSTRAINT "provider_report_days_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_report_days" ADD CONSTRAINT "provider_report_days_report_id_provider_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."provider_reports"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_reports" ADD CONSTRAINT "provider_reports_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "exports_account" ON "exports" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "exports_state" ON "exports" USING btree ("state","expires_at");--> statement-breakpoint
CREATE INDEX "cost_bookings_account" ON "cost_bookings" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "provider_reports_account" ON "provider_reports" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "cost_corrections_booking" ON "cost_corrections" USING btree ("booking_id","request_id");--> statement-breakpoint
CREATE INDEX "request_payloads_expiry" ON "request_payloads" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "saved_views_room" ON "saved_views" USING btree ("account_id","room","id");--> statement-breakpoint
CREATE INDEX "requests_gate" ON "requests" USING btree ("account_id","gate_id","id");--> statement-breakpoint
CREATE INDEX "requests_model" ON "requests" USING btree ("account_id","model_used","id");--> statement-breakpoint
CREATE INDEX "requests_failed" ON "requests" USING btree ("account_id","id") WHERE "requests"."error_code" is not null;--> statement-breakpoint
CREATE INDEX "requests_error" ON "requests" USING btree ("account_id","error_code","id") WHERE "requests"."error_code" is not null;--> statement-breakpoint
ALTER TABLE "usage_hourly" ADD CONSTRAINT "usage_hourly_cell" UNIQUE NULLS NOT DISTINCT("account_id","key_id","hour","gate_id","provider","model","endpoint","status");--> statement-breakpoint
UPDATE "requests" SET "fell_back" = true
WHERE jsonb_array_length("attempts") > 1 AND EXISTS (
  SELECT FROM jsonb_array_elements("attempts") AS "attempt"
  WHERE ("attempt" ->> 'provider', "attempt" ->> 'model') IS DISTINCT FROM ("attempts" -> 0 ->> 'provider', "attempts" -> 0 ->> 'model')
);--> statement-breakpoint
INSERT INTO "usage_hourly" (
  "account_id", "key_id", "hour", "gate_id", "provider", "model", "endpoint", "status", "requests", "errors", "unpriced", "estimated",
  "interrupted", "fallbacks", "input_tokens", "cached_input_tokens", "cache_write_tokens", "cache_write_1h_tokens", "output_tokens",
  "reasoning_tokens", "audio_input_tokens", "audio_output_tokens", "cost_nano_usd", "latency_ms_sum", "first_tokens",
  "first_token_ms_sum")
SELECT
  "account_id", "key_id", date_trunc('hour', "started_at", 'UTC'), "gate_id", "provider", "model_used", "endpoint", "status", count(*),
  count("error_code"), count(*) - count("cost_nano_usd"), count(*) FILTER (WHERE "settlement" = 'estimated'),
  count(*) FILTER (WHERE "settlement" = 'interrupted'), count(*) FILTER (WHERE "fell_back"), sum("input_tokens"),
  sum("cached_input_tokens"), sum("cache_write_tokens"), sum("cache_write_1h_tokens"), sum("output_tokens"), sum("reasoning_tokens"),
  sum("audio_input_tokens"), sum("audio_output_tokens"), coalesce(sum("cost_nano_usd"), 0), sum("latency_ms"), count("first_token_ms"),
  coalesce(sum("first_token_ms"), 0)
FROM "requests"
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;
