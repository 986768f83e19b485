ALTER TABLE "price_overrides" ADD COLUMN "cache_write_1h_pico_usd" bigint;--> statement-breakpoint
ALTER TABLE "price_overrides" ADD COLUMN "audio_input_pico_usd" bigint;--> statement-breakpoint
ALTER TABLE "price_overrides" ADD COLUMN "audio_output_pico_usd" bigint;--> statement-breakpoint
ALTER TABLE "requests" ADD COLUMN "cache_write_1h_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "requests" ADD COLUMN "audio_input_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "requests" ADD COLUMN "audio_output_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "usage_hourly" ADD COLUMN "cache_write_1h_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "usage_hourly" ADD COLUMN "audio_input_tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "usage_hourly" ADD COLUMN "audio_output_tokens" bigint DEFAULT 0 NOT NULL;