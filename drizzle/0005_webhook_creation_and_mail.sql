ALTER TABLE "alerts" ADD COLUMN "mail_attempts" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "alerts" ADD COLUMN "next_mail_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "alerts" ADD COLUMN "mail_error" text;--> statement-breakpoint
ALTER TABLE "webhooks" ADD COLUMN "creation_key" text;--> statement-breakpoint
CREATE UNIQUE INDEX "webhooks_creation_key_unique" ON "webhooks" USING btree ("account_id","creation_key");