CREATE TABLE "spending_alerts" (
	"limit_id" uuid NOT NULL,
	"percent" integer NOT NULL,
	"account_id" uuid NOT NULL,
	"scope" text NOT NULL,
	"holder_id" uuid NOT NULL,
	"period_start" timestamp (3) with time zone NOT NULL,
	"allowed_nano_usd" bigint NOT NULL,
	"is_suspended" boolean NOT NULL,
	"raised_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "spending_alerts_limit_id_percent_pk" PRIMARY KEY("limit_id","percent")
);
--> statement-breakpoint
ALTER TABLE "spending_alerts" ADD CONSTRAINT "spending_alerts_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
-- Gives back what calls reserved that nobody will settle: of instances that were not seen for as long as `silence`, of calls whose row is
-- in the log already, and of those that are older than any call gets. After a start of the server instances have that time to show
-- themselves. Nobody is waited for who holds a reservation: whoever records its call gives it back too, and whoever is first takes it.
CREATE FUNCTION release_spending(longest_call interval, silence interval) RETURNS bigint
LANGUAGE sql AS $$
	WITH lost AS (
		SELECT r.request_id, r.limit_id FROM spending_reservations r
		WHERE r.reserved_at < now() - longest_call
			OR (pg_postmaster_start_time() < now() - silence AND NOT EXISTS (
				SELECT FROM limit_instances i WHERE i.id = r.instance_id AND i.seen_at > now() - silence))
			OR (r.reserved_at < now() - silence AND EXISTS (SELECT FROM requests q WHERE q.id = r.request_id))
		FOR UPDATE OF r SKIP LOCKED
	), gone AS (
		DELETE FROM spending_reservations r USING lost
		WHERE r.request_id = lost.request_id AND r.limit_id = lost.limit_id
		RETURNING r.limit_id, r.period_start, r.amount_nano_usd
	), released AS (
		SELECT limit_id, period_start, sum(amount_nano_usd) AS amount FROM gone
		GROUP BY limit_id, period_start ORDER BY limit_id, period_start
	), freed AS (
		INSERT INTO spending_balances AS known (limit_id, period_start, reserved_nano_usd)
		SELECT limit_id, period_start, -amount FROM released ORDER BY limit_id, period_start
		ON CONFLICT (limit_id, period_start) DO UPDATE SET reserved_nano_usd = known.reserved_nano_usd + excluded.reserved_nano_usd
	)
	SELECT count(*) FROM gone
$$;
