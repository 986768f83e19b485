CREATE TABLE "key_usage_spans" (
	"account_id" uuid NOT NULL,
	"since" timestamp (0) with time zone NOT NULL,
	"until" timestamp (0) with time zone NOT NULL,
	CONSTRAINT "key_usage_spans_account_id_since_pk" PRIMARY KEY("account_id","since")
);
--> statement-breakpoint
CREATE TABLE "key_usage_sums" (
	"account_id" uuid NOT NULL,
	"since" timestamp (0) with time zone NOT NULL,
	"key_id" uuid NOT NULL,
	"requests" bigint NOT NULL,
	"unpriced" bigint NOT NULL,
	"cost_nano_usd" bigint NOT NULL,
	CONSTRAINT "key_usage_sums_account_id_since_key_id_pk" PRIMARY KEY("account_id","since","key_id")
);
--> statement-breakpoint
CREATE INDEX "audit_entries_by_key" ON "audit_entries" USING btree ("account_id","actor_id","at") WHERE "audit_entries"."actor_kind" = 'key';--> statement-breakpoint
CREATE INDEX "api_key_secrets_ending" ON "api_key_secrets" USING btree ("account_id","key_id") WHERE "api_key_secrets"."revoked_at" is not null or "api_key_secrets"."expires_at" is not null;--> statement-breakpoint
CREATE INDEX "api_keys_exposed" ON "api_keys" USING btree ("account_id","id") WHERE "api_keys"."exposed_at" is not null and "api_keys"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "api_keys_ownerless" ON "api_keys" USING btree ("account_id","id") WHERE "api_keys"."created_by_user_id" is null and "api_keys"."created_by_key_id" is null and "api_keys"."deleted_at" is null;