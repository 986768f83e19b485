import { afterAll, beforeAll, expect, test } from "vitest";
import { recordRequests } from "@/lib/logs/record-requests";
import { findPrice } from "@/lib/prices/price-book";
import { NO_USAGE, priceUsage } from "@/lib/prices/price-usage";
import { testDatabase } from "@/lib/testing/database";
import { DEMO_EMAIL, type Rooms, seed } from "./seed";

const NOW = new Date("2026-11-22T15:30:00Z");
let database: Awaited<ReturnType<typeof testDatabase>>;
let rooms: Rooms;

beforeAll(async () => {
  database = await testDatabase();
  rooms = {
    passwordHash: "not a real hash",
    record: (rows) => recordRequests(database.sql, rows),
    priceOf(provider, model, usage) {
      const price = findPrice(provider, model);
      return { cost: priceUsage({ ...NO_USAGE, ...usage }, price), version: price?.version ?? null };
    },
  };
  await seed(database, NOW, rooms);
});
afterAll(() => database.end());

test("the hourly sums equal the rows, key by key and model by model, to the nano-dollar", async () => {
  const columns = database.sql`input_tokens, cached_input_tokens, output_tokens, cost_nano_usd`;
  const cells = await database.sql`
    select key_id, model, sum(requests)::int as requests, sum(errors)::int as errors, sum(unpriced)::int as unpriced,
      sum(input_tokens)::text as input, sum(cached_input_tokens)::text as cached, sum(output_tokens)::text as output,
      sum(cost_nano_usd)::text as cost
    from usage_hourly group by 1, 2 order by 1, 2`;
  const rows = await database.sql`
    select key_id, model, count(*)::int as requests, count(error_code)::int as errors,
      (count(*) - count(cost_nano_usd))::int as unpriced, sum(input_tokens)::text as input,
      sum(cached_input_tokens)::text as cached, sum(output_tokens)::text as output,
      coalesce(sum(cost_nano_usd), 0)::text as cost
    from (select key_id, model_used as model, error_code, ${columns} from requests) as told
    group by 1, 2 order by 1, 2`;
  expect(cells).toEqual(rows);
  expect(rows.length).toBeGreaterThan(6);
});

test("it tells of a leaked key that is deleted, a key never used, a failing day and calls without a price", async () => {
  const keys = await database.sql`
    select name, deleted_at, (select count(*)::int from requests where key_id = api_keys.id) as requests,
      (select count(*)::int from requests where key_id = api_keys.id and started_at > deleted_at) as after_deletion
    from api_keys order by id`;
  expect(keys).toHaveLength(5);
  const named = (name: string) => keys.find((key) => key.name === name);
  expect(named("Marketing site")).toMatchObject({ deleted_at: expect.any(Date), after_deletion: 0 });
  expect(named("Mobile app (planned)")).toMatchObject({ requests: 0, deleted_at: null });
  const [worst] = await database.sql`
    select date_trunc('day', started_at, 'UTC') as day, count(error_code)::int as errors
    from requests group by 1 order by 2 desc limit 1`;
  expect(worst).toMatchObject({ day: new Date("2026-11-05T00:00:00Z") });
  const unpriced = await database.sql`
    select distinct model_used, settlement from requests where cost_nano_usd is null`;
  expect(unpriced).toEqual([{ model_used: "llama3.1:8b", settlement: "unpriced" }]);
});

test("nothing lies in the future or in the default partition, and ninety days are covered", async () => {
  const [span] = await database.sql`
    select max(started_at) <= ${NOW} as past, count(distinct date_trunc('day', started_at, 'UTC'))::int as days
    from requests`;
  expect(span).toEqual({ past: true, days: 91 });
  expect(await database.sql`select from requests_default`).toHaveLength(0);
});

test("a second run finds the account and writes nothing", async () => {
  expect(await seed(database, NOW, rooms)).toBeNull();
  expect(await database.sql`select from users where email = ${DEMO_EMAIL}`).toHaveLength(1);
});
