-- Its plans are kept, also those from when there were few counters: each counter is found by the index, however many there are.
ALTER FUNCTION claim_limits(uuid, json, json, double precision)
	SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off;
