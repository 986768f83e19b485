import { afterAll, beforeAll, expect, test } from "vitest";
import { documentedOperations } from "@/lib/testing/api-document";
import { startFakeOpenAI } from "@/lib/testing/fake-openai";
import { startGatewayServer } from "@/lib/testing/gateway-server";

const TOKEN = "a-token-for-prometheus";
const fake = await startFakeOpenAI();
const gateway = await startGatewayServer(fake.baseUrl, {
  METRICS_TOKEN: TOKEN,
  LAYER_PLATFORM_PROVIDERS: JSON.stringify([{ name: "closed", baseUrl: "http://127.0.0.1:1/v1" }]),
});
afterAll(async () => {
  await gateway.stop();
  await fake.stop();
});

const { chat, makeCaller, sql } = gateway;
const messages = [{ role: "user", content: "hello" }];
const read = (path = "/metrics", authorization = `Bearer ${TOKEN}`) =>
  fetch(gateway.url + path, { headers: { authorization } });

type Sample = { name: string; labels: Record<string, string>; value: number };

/** Prometheus' text format, as its documentation has it: comments, and `name{label="value"} number`. */
function samplesOf(text: string): Sample[] {
  return text.split("\n").flatMap((line) => {
    if (line === "" || line.startsWith("#")) return [];
    const [, name = "", inner = "", value = ""] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    expect(name, line).not.toBe("");
    const labels = [...inner.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, label, text]) => [label, text]);
    return [{ name, labels: Object.fromEntries(labels), value: Number(value) }];
  });
}

async function samples(): Promise<Sample[]> {
  return samplesOf(await (await read()).text());
}

const sum = (all: Sample[], name: string, labels: Record<string, string> = {}) =>
  all
    .filter(
      (one) => one.name === name && Object.entries(labels).every(([key, text]) => one.labels[key] === text),
    )
    .reduce((total, { value }) => total + value, 0);

beforeAll(async () => {
  const plain = await makeCaller("gpt-4o-mini");
  const unpriced = await makeCaller("closed/nobody-prices-this", {
    routingStrategy: "fallback",
    fallbackModels: ["gpt-4o-mini"],
  });
  const invented = await makeCaller("gpt-4o-mini", { allowOverrides: true });
  const fine = [
    chat(plain.authorization, { messages }),
    chat(plain.authorization, { messages, stream: true }),
    chat(unpriced.authorization, { messages }),
    ...[1, 2, 3].map((n) => chat(invented.authorization, { messages, model: `openai/invented-${n}` })),
  ];
  for (const answer of await Promise.all(fine)) {
    await answer.text();
    expect(answer.status).toBe(200);
  }
  const limited = await makeCaller("gpt-4o-mini");
  await sql`update api_keys set limits = '{"requestsPerMinute": 1}' where id = ${limited.keyId}`;
  expect((await chat(limited.authorization, { messages })).status).toBe(200);
  expect((await chat(limited.authorization, { messages })).status).toBe(429);
  expect((await chat(plain.authorization, { messages: [], stream: "yes" })).status).toBe(400);
  expect((await chat((await makeCaller("closed/only")).authorization, { messages })).status).toBe(502);
});

test("the numbers are those of the log: status, tokens, cost, unpriced, refused and fallback", async () => {
  const all = await samples();
  const statuses = await sql<{ status: number; count: number }[]>`
    select status, count(*)::int from requests group by status order by status`;
  expect(statuses.map(({ status }) => status)).toEqual([200, 400, 429, 502]);
  for (const { status, count } of statuses)
    expect([status, sum(all, "layer_requests_total", { code: String(status) })]).toEqual([status, count]);
  const [log] = await sql`
    select count(*)::int as calls, sum(cost_nano_usd)::float8 / 1e9 as cost, sum(input_tokens)::int as input,
      sum(output_tokens)::int as output, count(*) filter (where cost_nano_usd is null)::int as unpriced,
      count(*) filter (where fell_back)::int as fallbacks, count(*) filter (where refused_by is not null)::int as refused,
      count(first_token_ms)::int as streams, sum(latency_ms)::float8 / 1e3 as seconds
    from requests`;
  const read = {
    calls: sum(all, "layer_request_duration_seconds_count"),
    cost: expect.closeTo(sum(all, "layer_cost_usd_total"), 9),
    input: sum(all, "layer_tokens_total", { type: "input" }),
    output: sum(all, "layer_tokens_total", { type: "output" }),
    unpriced: sum(all, "layer_unpriced_requests_total"),
    fallbacks: sum(all, "layer_fallbacks_total"),
    refused: sum(all, "layer_rate_limited_total", { scope: "key", limit: "requestsPerMinute" }),
    streams: sum(all, "layer_time_to_first_token_seconds_count"),
    seconds: expect.closeTo(sum(all, "layer_request_duration_seconds_sum"), 6),
  };
  expect(log).toEqual(read);
  for (const name of ["cost", "unpriced", "fallbacks", "refused", "streams"])
    expect(log?.[name], name).toBeGreaterThan(0);
  expect(sum(all, "layer_errors_total")).toBe(3);
});

test("models that callers invent are one series, and no label names a key or an account", async () => {
  const text = await (await read()).text();
  const models = new Set(samplesOf(text).flatMap(({ labels }) => labels.model ?? []));
  expect([...models].toSorted()).toEqual(["closed/only", "gpt-4o-mini", "none", "other"]);
  expect(sum(samplesOf(text), "layer_requests_total", { model: "other" })).toBe(3);
  const ids = await sql<
    { id: string }[]
  >`select id from api_keys union select id from accounts union select id from gates`;
  expect(ids.length).toBeGreaterThan(8);
  for (const { id } of ids) expect(text).not.toContain(id);
  expect(text).not.toMatch(/invented/);
});

test("the process, what waits and what is left of budgets are told, and nothing waits for a database that is away", async () => {
  const { accountId } = await makeCaller();
  await sql`
    insert into spending_limits (id, account_id, scope, period, amount_nano_usd, enforcement)
    values (gen_random_uuid(), ${accountId}, 'account', 'daily', 1000, 'block')`;
  await sql`
    insert into spending_balances (limit_id, period_start, spent_nano_usd, reserved_nano_usd)
    select id, spending_window_start(period, zone, now()), 500, 250 from spending_limits where account_id = ${accountId}`;
  const all = await samples();
  expect(sum(all, "layer_budget_remaining_ratio", { scope: "account" })).toBe(0.25);
  expect(sum(all, "layer_usage_queue_depth")).toBe(0);
  expect(sum(all, "process_resident_memory_bytes")).toBeGreaterThan(1e7);
  expect(all.some(({ name }) => name === "nodejs_eventloop_lag_p99_seconds")).toBe(true);
  expect(all.find(({ name }) => name === "layer_build_info")?.labels.version).toMatch(/^\d+\.\d+\.\d+/);
  try {
    gateway.databaseDoor.close();
    const away = await samples();
    expect(sum(away, "layer_requests_total")).toBe(sum(all, "layer_requests_total"));
    expect(away.some(({ name }) => name === "layer_budget_remaining_ratio")).toBe(false);
  } finally {
    gateway.databaseDoor.open();
  }
});

test("only the bearer of the token reads them, under both addresses", async () => {
  const operations = await documentedOperations(gateway.url);
  for (const path of ["/metrics", "/api/metrics"]) {
    const operation = operations.find((one) => one.path === path);
    const statuses: number[] = [];
    for (const given of [`Bearer ${TOKEN}`, "", `Bearer ${TOKEN}x`, TOKEN, `Bearer ${TOKEN.slice(1)}`]) {
      const answer = await read(path, given);
      statuses.push(answer.status);
      expect(answer.headers.get("cache-control")).toBe("no-store");
      expect(await operation?.breachOf(answer)).toBeNull();
    }
    expect(statuses).toEqual([200, 401, 401, 401, 401]);
  }
});
