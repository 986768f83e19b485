CREATE TABLE "gate_versions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"gate_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"name" varchar(100) NOT NULL,
	"settings" jsonb NOT NULL,
	"action" text NOT NULL,
	"changed_fields" jsonb NOT NULL,
	"restored_version" integer,
	"note" text,
	"by_user_id" uuid,
	"by_key_id" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "gate_versions_gate_version" UNIQUE("gate_id","version")
);
--> statement-breakpoint
CREATE TABLE "price_overrides" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"provider" text NOT NULL,
	"model" text NOT NULL,
	"effective_from" timestamp (3) with time zone NOT NULL,
	"input_pico_usd" bigint,
	"cached_input_pico_usd" bigint,
	"cache_write_pico_usd" bigint,
	"output_pico_usd" bigint,
	"source" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "price_overrides_moment" UNIQUE("account_id","provider","model","effective_from")
);
--> statement-breakpoint
CREATE TABLE "provider_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"provider" text NOT NULL,
	"kind" text NOT NULL,
	"label" text NOT NULL,
	"base_url" text,
	"encrypted_key" "bytea",
	"key_hint" text,
	"position" integer DEFAULT 0 NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL,
	"last_checked_at" timestamp (3) with time zone,
	"last_check_error" text,
	"created_by_user_id" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "provider_keys_something" CHECK ("provider_keys"."encrypted_key" is not null or "provider_keys"."base_url" is not null)
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "config_version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
-- Edited by hand: what a gate says moves from its columns into one object, and becomes its first version.
ALTER TABLE "gates" ADD COLUMN "settings" jsonb;--> statement-breakpoint
UPDATE "gates" SET "settings" = jsonb_build_object(
	'description', "description", 'taskType', "task_type", 'taskSubtype', null, 'model', "model",
	'fallbackModels', '[]'::jsonb, 'routingStrategy', 'single', 'weights', null, 'systemPrompt', null,
	'systemPromptMode', 'default', 'temperature', null, 'maxTokens', null, 'topP', null,
	'responseFormatEnabled', false, 'responseFormatType', null, 'responseFormatSchema', null,
	'allowOverrides', "allow_overrides", 'tags', '[]'::jsonb, 'timeoutMs', null, 'costWeight', 0.33,
	'latencyWeight', 0.33, 'qualityWeight', 0.34, 'analysisMethod', 'balanced', 'taskAnalysis', null,
	'reanalysisPeriod', 'never', 'autoApplyRecommendations', false);--> statement-breakpoint
ALTER TABLE "gates" ALTER COLUMN "settings" SET NOT NULL;--> statement-breakpoint
INSERT INTO "gate_versions" ("id", "account_id", "gate_id", "version", "name", "settings", "action", "changed_fields", "created_at")
SELECT "id", "account_id", "id", "version", "name", "settings", 'create', '[]', "updated_at" FROM "gates";--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "purpose" text;--> statement-breakpoint
ALTER TABLE "requests" ADD COLUMN "is_test" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "gate_versions" ADD CONSTRAINT "gate_versions_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gate_versions" ADD CONSTRAINT "gate_versions_gate_id_gates_id_fk" FOREIGN KEY ("gate_id") REFERENCES "public"."gates"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gate_versions" ADD CONSTRAINT "gate_versions_by_user_id_users_id_fk" FOREIGN KEY ("by_user_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price_overrides" ADD CONSTRAINT "price_overrides_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_keys" ADD CONSTRAINT "provider_keys_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_keys" ADD CONSTRAINT "provider_keys_created_by_user_id_users_id_fk" FOREIGN KEY ("created_by_user_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "gate_versions_account" ON "gate_versions" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "provider_keys_account" ON "provider_keys" USING btree ("account_id","provider","position","id");--> statement-breakpoint
CREATE UNIQUE INDEX "gates_account_name_form_unique" ON "gates" USING btree ("account_id",normalize("name", NFKC)) WHERE "gates"."deleted_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_purpose_unique" ON "api_keys" USING btree ("account_id","purpose") WHERE "api_keys"."deleted_at" is null;--> statement-breakpoint
ALTER TABLE "gates" DROP COLUMN "description";--> statement-breakpoint
ALTER TABLE "gates" DROP COLUMN "task_type";--> statement-breakpoint
ALTER TABLE "gates" DROP COLUMN "model";--> statement-breakpoint
ALTER TABLE "gates" DROP COLUMN "allow_overrides";--> statement-breakpoint
ALTER TABLE "gates" ADD CONSTRAINT "gates_model_given" CHECK (coalesce(length("gates"."settings" ->> 'model'), 0) > 0);
