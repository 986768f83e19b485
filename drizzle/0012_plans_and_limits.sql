CREATE TABLE "plans" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"limits" jsonb NOT NULL,
	"place" integer NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "plans_name_given" CHECK (length("plans"."name") between 1 and 100)
);
--> statement-breakpoint
INSERT INTO "plans" ("id", "name", "limits", "place") VALUES
	('free', 'Free', '{"requestsPerMinute": 60, "tokensPerMinute": 200000, "requestsPerDay": 2000, "requestsPerMonth": 30000, "concurrentRequests": 10, "keys": 10}', 1),
	('starter', 'Starter', '{"requestsPerMinute": 300, "tokensPerMinute": 1000000, "requestsPerDay": 20000, "requestsPerMonth": null, "concurrentRequests": 30, "keys": 50}', 2),
	('growth', 'Growth', '{"requestsPerMinute": 1000, "tokensPerMinute": 4000000, "requestsPerDay": null, "requestsPerMonth": null, "concurrentRequests": 100, "keys": 500}', 3),
	('scale', 'Scale', '{"requestsPerMinute": 6000, "tokensPerMinute": 20000000, "requestsPerDay": null, "requestsPerMonth": null, "concurrentRequests": 400, "keys": 5000}', 4),
	('custom', 'Custom', '{"requestsPerMinute": null, "tokensPerMinute": null, "requestsPerDay": null, "requestsPerMonth": null, "concurrentRequests": null, "keys": null}', 5);
--> statement-breakpoint
-- Nothing was limited before, and nothing that works may stop with an update.
UPDATE "accounts" SET "plan" = 'custom';--> statement-breakpoint
ALTER TABLE "accounts" DROP CONSTRAINT "accounts_plan";--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "limits" jsonb;--> statement-breakpoint
ALTER TABLE "gates" ADD COLUMN "limits" jsonb;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "limits" jsonb;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_plan_plans_id_fk" FOREIGN KEY ("plan") REFERENCES "public"."plans"("id") ON DELETE no action ON UPDATE no action;