CREATE INDEX "api_key_secrets_prefix" ON "api_key_secrets" USING btree ("account_id","prefix" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "api_key_secrets_last_four" ON "api_key_secrets" USING btree ("account_id","last_four");--> statement-breakpoint
-- Keys page searched by a part of a name. Where the extension cannot be had, the same search reads all names of the account.
DO $$ BEGIN
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
  CREATE INDEX "api_keys_name_parts" ON "api_keys" USING gin (lower("name") gin_trgm_ops);
EXCEPTION WHEN OTHERS THEN
  RAISE NOTICE 'Names of keys are searched without an index: %', SQLERRM;
END $$;
