CREATE TABLE "plan_requests" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"plan" text NOT NULL,
	"reason" text NOT NULL,
	"asked_by" text,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"answer" text,
	"answered_by" text,
	"answered_at" timestamp (3) with time zone,
	CONSTRAINT "plan_requests_reason_given" CHECK (length("plan_requests"."reason") between 1 and 1000),
	CONSTRAINT "plan_requests_answered" CHECK (("plan_requests"."state" = 'open') = ("plan_requests"."answered_at" is null))
);
--> statement-breakpoint
ALTER TABLE "plans" ADD COLUMN "is_self_serve" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "plan_requests" ADD CONSTRAINT "plan_requests_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_requests" ADD CONSTRAINT "plan_requests_plan_plans_id_fk" FOREIGN KEY ("plan") REFERENCES "public"."plans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "plan_requests_open" ON "plan_requests" USING btree ("account_id") WHERE "plan_requests"."state" = 'open';--> statement-breakpoint
CREATE INDEX "plan_requests_account" ON "plan_requests" USING btree ("account_id","id");--> statement-breakpoint
ALTER TABLE "plans" ADD CONSTRAINT "plans_custom_is_asked_for" CHECK (not ("plans"."is_self_serve" and "plans"."id" = 'custom'));