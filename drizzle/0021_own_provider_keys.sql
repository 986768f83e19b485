ALTER TABLE "requests" ADD COLUMN "own_provider_key" boolean;--> statement-breakpoint
ALTER TABLE "requests" ADD COLUMN "own_cost_nano_usd" bigint;--> statement-breakpoint
ALTER TABLE "spending_limits" ADD COLUMN "counts_own_keys" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "usage_hourly" ADD COLUMN "own_requests" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "usage_hourly" ADD COLUMN "own_unpriced" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "usage_hourly" ADD COLUMN "own_cost_nano_usd" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "usage_rollups" ADD COLUMN "own_requests" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "usage_rollups" ADD COLUMN "own_unpriced" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "usage_rollups" ADD COLUMN "own_cost_nano_usd" bigint DEFAULT 0 NOT NULL;
--> statement-breakpoint
-- Reserves what each call of a batch may cost at worst, in the order given: in every limit that blocks and holds it, or in none.
--   instance    who asks; its being seen is noted.
--   calls       [{id, account_id, key_id, gate_id, at, worst, worst_of_instance}]: `at` is when the call began, which says to which
--               period it belongs, as it will in the log; `worst` in nano-dollars is null for what nobody can say, `worst_of_instance`
--               is what of it can go to provider keys of the instance, for limits that leave out those of the account.
-- Returns for each call whether it may go on (also when it is reserved already, or nothing holds it), and for one that may not the
-- limits that are in its way. What the limits are is read once they are locked, everybody in the same order.
CREATE OR REPLACE FUNCTION reserve_spending(instance uuid, calls json)
RETURNS TABLE (turn bigint, is_reserved boolean, reached json)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
	held uuid[];
	asked record;
	place int;
	fits boolean;
	-- By place, of which a limit has one for each of its periods that a call of the batch is in.
	places text[];
	spent bigint[];
	reserved bigint[];
	-- What this batch reserves, and where it refuses.
	new_requests uuid[] := '{}';
	new_limits uuid[] := '{}';
	new_starts timestamptz[] := '{}';
	new_amounts bigint[] := '{}';
	full_limits uuid[] := '{}';
	full_starts timestamptz[] := '{}';
	obstacles json[];
BEGIN
	PERFORM set_config('lock_timeout', '2s', true);
	INSERT INTO limit_instances AS known (id, seen_at) VALUES (instance, clock_timestamp())
	ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at WHERE known.seen_at < excluded.seen_at - interval '2 seconds';

	SELECT array_agg(DISTINCT l.id) INTO held
	FROM json_to_recordset(calls) AS c (account_id uuid, key_id uuid, gate_id uuid)
	JOIN spending_limits l ON l.account_id = c.account_id AND l.enforcement = 'block'
		AND (l.key_id IS NULL OR l.key_id = c.key_id) AND (l.gate_id IS NULL OR l.gate_id = c.gate_id);
	PERFORM FROM spending_limits l WHERE l.id = ANY (held) ORDER BY l.id FOR NO KEY UPDATE;

	SELECT array_agg(stood.name), array_agg(stood.spent), array_agg(stood.reserved) INTO places, spent, reserved
	FROM (
		SELECT one.name, sums.spent, sums.reserved
		FROM (
			SELECT l.id, l.period, min(spending_window_start(l.period, l.zone, c.at)) AS oldest,
				CASE l.period WHEN 'rolling_30_days' THEN l.id::text
					ELSE l.id::text || spending_period_start(l.period, l.zone, c.at)::text END AS name
			FROM json_to_recordset(calls) AS c (account_id uuid, key_id uuid, gate_id uuid, at timestamptz)
			JOIN spending_limits l ON l.id = ANY (held) AND l.account_id = c.account_id AND l.enforcement = 'block'
				AND (l.key_id IS NULL OR l.key_id = c.key_id) AND (l.gate_id IS NULL OR l.gate_id = c.gate_id)
			GROUP BY l.id, l.period, name
		) one
		CROSS JOIN LATERAL (
			SELECT coalesce(sum(b.spent_nano_usd + b.fenced_nano_usd), 0)::bigint AS spent,
				coalesce(sum(b.reserved_nano_usd), 0)::bigint AS reserved
			FROM spending_balances b
			WHERE b.limit_id = one.id AND b.period_start >= one.oldest
				AND (one.period = 'rolling_30_days' OR b.period_start = one.oldest)
		) sums
	) stood;

	FOR asked IN
		SELECT c.turn, c.id,
			EXISTS (SELECT FROM spending_reservations r WHERE r.request_id = c.id) AS is_known,
			array_agg(l.id ORDER BY l.id) FILTER (WHERE l.id IS NOT NULL) AS limits,
			array_agg(spending_period_start(l.period, l.zone, c.at) ORDER BY l.id) AS starts,
			array_agg(coalesce(CASE WHEN l.counts_own_keys THEN c.worst ELSE c.worst_of_instance END, l.fence_nano_usd) ORDER BY l.id) AS wants,
			array_agg(l.amount_nano_usd + CASE WHEN l.raised_until > c.at THEN l.raised_nano_usd ELSE 0 END ORDER BY l.id) AS amounts,
			array_agg(CASE l.period WHEN 'rolling_30_days' THEN l.id::text
				ELSE l.id::text || spending_period_start(l.period, l.zone, c.at)::text END ORDER BY l.id) AS names,
			array_agg(json_build_object('limitId', l.id, 'scope', l.scope, 'holderId', coalesce(l.key_id, l.gate_id, l.account_id),
				'period', l.period, 'zone', l.zone, 'countsOwnKeys', l.counts_own_keys,
				'resetsAt', spending_period_end(l.period, l.zone, spending_period_start(l.period, l.zone, c.at))) ORDER BY l.id) AS facts
		FROM ROWS FROM (json_to_recordset(calls)
			AS (id uuid, account_id uuid, key_id uuid, gate_id uuid, at timestamptz, worst bigint, worst_of_instance bigint))
			WITH ORDINALITY AS c (id, account_id, key_id, gate_id, at, worst, worst_of_instance, turn)
		LEFT JOIN spending_limits l ON l.id = ANY (held) AND l.account_id = c.account_id AND l.enforcement = 'block'
			AND (l.key_id IS NULL OR l.key_id = c.key_id) AND (l.gate_id IS NULL OR l.gate_id = c.gate_id)
		GROUP BY c.turn, c.id
		ORDER BY c.turn
	LOOP
		fits := true;
		obstacles := '{}';
		IF NOT asked.is_known THEN
			FOR one IN 1 .. coalesce(cardinality(asked.limits), 0) LOOP
				place := array_position(places, asked.names[one]);
				-- What costs a limit nothing fits into it even when it is passed.
				IF asked.wants[one] IS NULL
					OR (asked.wants[one] > 0 AND spent[place] + reserved[place] + asked.wants[one] > asked.amounts[one]) THEN
					fits := false;
					full_limits := full_limits || asked.limits[one];
					full_starts := full_starts || asked.starts[one];
					obstacles := obstacles || (asked.facts[one]::jsonb || jsonb_build_object('amount', asked.amounts[one]::text,
						'spent', spent[place]::text, 'reserved', reserved[place]::text, 'asked', asked.wants[one]::text))::json;
				END IF;
			END LOOP;
			IF fits THEN
				FOR one IN 1 .. coalesce(cardinality(asked.limits), 0) LOOP
					CONTINUE WHEN asked.wants[one] = 0;
					place := array_position(places, asked.names[one]);
					reserved[place] := reserved[place] + asked.wants[one];
					new_requests := new_requests || asked.id;
					new_limits := new_limits || asked.limits[one];
					new_starts := new_starts || asked.starts[one];
					new_amounts := new_amounts || asked.wants[one];
				END LOOP;
			END IF;
		END IF;
		turn := asked.turn;
		is_reserved := fits;
		reached := CASE WHEN fits THEN NULL ELSE array_to_json(obstacles) END;
		RETURN NEXT;
	END LOOP;

	INSERT INTO spending_reservations (request_id, limit_id, period_start, amount_nano_usd, instance_id)
	SELECT made.request_id, made.limit_id, made.period_start, made.amount, instance
	FROM unnest(new_requests, new_limits, new_starts, new_amounts) AS made (request_id, limit_id, period_start, amount);
	-- A balance that has refused before is not written again, however often its clients come.
	INSERT INTO spending_balances AS known (limit_id, period_start, reserved_nano_usd, refused_at)
	SELECT moved.limit_id, moved.period_start, sum(moved.amount), min(moved.refused_at)
	FROM (
		SELECT made.limit_id, made.period_start, made.amount, NULL::timestamptz AS refused_at
		FROM unnest(new_limits, new_starts, new_amounts) AS made (limit_id, period_start, amount)
		UNION ALL
		SELECT full_one.limit_id, full_one.period_start, 0, clock_timestamp()
		FROM unnest(full_limits, full_starts) AS full_one (limit_id, period_start)
	) moved
	GROUP BY moved.limit_id, moved.period_start
	ORDER BY moved.limit_id, moved.period_start
	ON CONFLICT (limit_id, period_start) DO UPDATE SET
		reserved_nano_usd = known.reserved_nano_usd + excluded.reserved_nano_usd,
		refused_at = coalesce(known.refused_at, excluded.refused_at)
	WHERE excluded.reserved_nano_usd <> 0 OR known.refused_at IS NULL;
END $$;
