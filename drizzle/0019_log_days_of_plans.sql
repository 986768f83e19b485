CREATE TABLE "account_retention" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"kept_from" timestamp (3) with time zone NOT NULL,
	"dropped" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "account_retention" ADD CONSTRAINT "account_retention_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
-- A new instance begins with numbers. Where accounts are, no plan kept a log for a number of days, and nothing may be deleted with an
-- update: there the operator chooses.
UPDATE "plans" SET "limits" = "limits" || jsonb_build_object('logDays', CASE
	WHEN EXISTS (SELECT FROM "accounts") THEN NULL
	WHEN "id" = 'free' THEN 30 WHEN "id" = 'starter' THEN 90 WHEN "id" = 'growth' THEN 180 WHEN "id" = 'scale' THEN 365
END);
