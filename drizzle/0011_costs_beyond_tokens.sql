ALTER TABLE "cost_bookings" ADD COLUMN "newly_priced" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "cost_bookings" ADD COLUMN "finished_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "requests" ADD COLUMN "beyond_tokens" boolean DEFAULT false NOT NULL;