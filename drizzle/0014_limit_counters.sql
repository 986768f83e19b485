-- Pages keep room for the next version of a counter, so that counting leaves nothing to clear up.
CREATE TABLE "limit_counters" (
	"counter" text PRIMARY KEY NOT NULL,
	"starts" bigint[] DEFAULT '{}' NOT NULL,
	"amounts" double precision[] DEFAULT '{}' NOT NULL,
	"running" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"expires_at" timestamp (3) with time zone DEFAULT now() NOT NULL
) WITH (fillfactor = 50);
--> statement-breakpoint
CREATE TABLE "limit_instances" (
	"id" uuid PRIMARY KEY NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL
) WITH (fillfactor = 50);
--> statement-breakpoint
-- Counts the claims of a batch of calls, each call's all or none, in the order given. A minute is 61 whole seconds, as in
-- lib/limits/sliding-minute.ts; days and months are those of UTC; all by this server's clock, read when the counters are locked.
--   instance    who asks, when it has something running; its being seen is noted.
--   counters    [{counter, window, own, starts, amounts}]: each counter once; `own` is what the instance has running, whatever
--               was told before; `starts` and `amounts` correct what was counted earlier.
--   calls       [{places, limits, amounts}]: what each call claims; places are those of the counters, from 1 on.
--   given_ms    the time in Unix milliseconds, for tests; null reads the clock.
-- Returns the time, which calls were counted, and how the counters stood before: [{starts, amounts, others}] in their order, where
-- `others` is what runs on other instances.
CREATE FUNCTION claim_limits(instance uuid, counters json, calls json, given_ms double precision)
RETURNS TABLE (at_ms double precision, taken boolean[], stood json)
LANGUAGE plpgsql AS $$
#variable_conflict use_variable
DECLARE
	at timestamptz;
	second bigint;
	today bigint;
	this_month bigint;
	asked record;
	place int;
	fits boolean;
	-- By place: where what is claimed now is counted, the oldest that counts, what is counted, and what this batch adds.
	begins bigint[] := '{}';
	oldest bigint[] := '{}';
	used double precision[] := '{}';
	added double precision[] := '{}';
	standing json[] := '{}';
BEGIN
	-- Counters are locked for as long as this takes, so it waits neither for the disk nor long for anybody.
	PERFORM set_config('synchronous_commit', 'off', true), set_config('lock_timeout', '1s', true);
	taken := '{}';
	IF instance IS NOT NULL THEN
		INSERT INTO limit_instances AS known (id, seen_at)
		VALUES (instance, coalesce(to_timestamp(given_ms / 1000), clock_timestamp()))
		ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at
		WHERE known.seen_at < excluded.seen_at - interval '2 seconds';
	END IF;
	-- Makes or locks them, everybody in the same order: nobody waits for anybody in a circle. A row that is there is not written.
	INSERT INTO limit_counters AS known (counter)
	SELECT given.counter FROM json_to_recordset(counters) AS given (counter text)
	ORDER BY given.counter COLLATE "C"
	ON CONFLICT (counter) DO UPDATE SET counter = excluded.counter WHERE false;

	at := coalesce(to_timestamp(given_ms / 1000), clock_timestamp());
	at_ms := extract(epoch FROM at) * 1000;
	second := floor(extract(epoch FROM at));
	today := extract(epoch FROM date_trunc('day', at, 'UTC'));
	this_month := extract(epoch FROM date_trunc('month', at, 'UTC'));

	FOR asked IN
		SELECT given.place, given."window", given.own, given.starts, given.amounts,
			known.starts AS known_starts, known.amounts AS known_amounts, elsewhere.running
		FROM ROWS FROM (json_to_recordset(counters)
			AS (counter text, "window" text, own double precision, starts bigint[], amounts double precision[]))
			WITH ORDINALITY AS given (counter, "window", own, starts, amounts, place)
		JOIN limit_counters known ON known.counter = given.counter
		CROSS JOIN LATERAL (
			SELECT coalesce(sum(one.value::double precision), 0) AS running
			FROM jsonb_each_text(known.running) one
			JOIN limit_instances seen ON seen.id = one.key::uuid AND seen.seen_at > at - interval '20 seconds'
			WHERE seen.id IS DISTINCT FROM instance
		) elsewhere
		ORDER BY given.place
	LOOP
		begins := begins || CASE asked."window" WHEN 'day' THEN today WHEN 'month' THEN this_month ELSE second END;
		oldest := oldest || CASE asked."window" WHEN 'day' THEN today WHEN 'month' THEN this_month ELSE second - 60 END;
		added := added || 0::double precision;
		used := used || asked.own + asked.running + (
			SELECT coalesce(sum(counted.amount), 0)
			FROM (
				SELECT * FROM unnest(asked.known_starts, asked.known_amounts)
				UNION ALL SELECT * FROM unnest(asked.starts, asked.amounts)
			) counted (start, amount)
			WHERE counted.start >= oldest[cardinality(oldest)]
		);
		standing := standing || json_build_object(
			'starts', asked.known_starts, 'amounts', asked.known_amounts, 'others', asked.running);
	END LOOP;
	stood := array_to_json(standing);

	FOR asked IN
		SELECT given.places, given.limits, given.amounts
		FROM ROWS FROM (json_to_recordset(calls)
			AS (places int[], limits double precision[], amounts double precision[]))
			WITH ORDINALITY AS given (places, limits, amounts, turn)
		ORDER BY given.turn
	LOOP
		fits := true;
		FOR claim IN 1 .. coalesce(cardinality(asked.places), 0) LOOP
			place := asked.places[claim];
			fits := fits AND used[place] + asked.amounts[claim] <= asked.limits[claim];
		END LOOP;
		IF fits THEN
			FOR claim IN 1 .. coalesce(cardinality(asked.places), 0) LOOP
				place := asked.places[claim];
				used[place] := used[place] + asked.amounts[claim];
				added[place] := added[place] + asked.amounts[claim];
			END LOOP;
		END IF;
		taken := taken || coalesce(fits, false);
	END LOOP;

	-- What runs is told whole, and what is counted by when it began; a counter of which nothing changed is not written.
	UPDATE limit_counters AS known
	SET running = CASE WHEN given."window" = 'running' THEN
			(
				SELECT coalesce(jsonb_object_agg(one.key, one.value), '{}') FROM jsonb_each(known.running) one
				WHERE one.key::uuid IS DISTINCT FROM instance AND EXISTS (SELECT FROM limit_instances WHERE id = one.key::uuid)
			) || CASE WHEN given.own + added[given.place] > 0
				THEN jsonb_build_object(instance, given.own + added[given.place]) ELSE '{}' END
			ELSE known.running END,
		(starts, amounts) = (
			SELECT coalesce(array_agg(summed.start ORDER BY summed.start), '{}'),
				coalesce(array_agg(summed.amount ORDER BY summed.start), '{}')
			FROM (
				SELECT counted.start, sum(counted.amount) AS amount
				FROM (
					SELECT * FROM unnest(known.starts, known.amounts)
					UNION ALL SELECT * FROM unnest(given.starts, given.amounts)
					UNION ALL SELECT begins[given.place], added[given.place] WHERE given."window" <> 'running'
				) counted (start, amount)
				WHERE counted.start >= oldest[given.place]
				GROUP BY counted.start
				HAVING sum(counted.amount) <> 0
			) summed
		),
		expires_at = CASE given."window"
			WHEN 'day' THEN to_timestamp(today) + interval '24 hours'
			WHEN 'month' THEN date_trunc('month', at, 'UTC') + interval '31 days'
			ELSE at + interval '61 seconds' END
	FROM ROWS FROM (json_to_recordset(counters)
		AS (counter text, "window" text, own double precision, starts bigint[], amounts double precision[]))
		WITH ORDINALITY AS given (counter, "window", own, starts, amounts, place)
	WHERE known.counter = given.counter AND (
		added[given.place] <> 0 OR cardinality(given.starts) > 0
		OR (given."window" = 'running' AND given.own <> coalesce((known.running ->> instance::text)::double precision, 0)));
	RETURN NEXT;
END $$;
