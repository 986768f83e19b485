CREATE TABLE "spending_fences" (
	"request_id" uuid NOT NULL,
	"limit_id" uuid NOT NULL,
	"period_start" timestamp (3) with time zone NOT NULL,
	"amount_nano_usd" bigint NOT NULL,
	"is_priced" boolean DEFAULT false NOT NULL,
	CONSTRAINT "spending_fences_request_id_limit_id_pk" PRIMARY KEY("request_id","limit_id")
);
--> statement-breakpoint
CREATE INDEX "spending_fences_limit" ON "spending_fences" USING btree ("limit_id","is_priced");
--> statement-breakpoint
-- What counts so far, of which nobody noted the requests: a row for each balance, whose id has the time that it begins with. It goes when its limit begins anew.
INSERT INTO "spending_fences" ("request_id", "limit_id", "period_start", "amount_nano_usd")
SELECT (lpad(to_hex((extract(epoch FROM period_start) * 1000)::bigint), 12, '0') || '70008' || substr(md5(random()::text), 1, 15))::uuid,
	limit_id, period_start, fenced_nano_usd
FROM "spending_balances" WHERE fenced_nano_usd > 0;
