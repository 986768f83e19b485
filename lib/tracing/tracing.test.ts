import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { afterAll, expect, test } from "vitest";
import { startFakeOpenAI } from "@/lib/testing/fake-openai";
import { startGatewayServer } from "@/lib/testing/gateway-server";
import { startRawProvider } from "@/lib/testing/raw-provider";
import { RIG_API_KEY, startRig } from "@/lib/testing/translation-rig";
import { drainGateway } from "@/lib/transport/gateway-deps";
import { Histogram } from "./histogram";
import type { OtlpSpan } from "./spans-of-call";

type Point = {
  attributes: OtlpSpan["attributes"];
  count: string;
  sum: number;
  bucketCounts: string[];
  explicitBounds: number[];
};
type Metric = { name: string; histogram: { dataPoints: Point[] } };
type Body = {
  resourceSpans?: Array<{ scopeSpans: Array<{ spans: OtlpSpan[] }> }>;
  resourceMetrics?: Array<{ scopeMetrics: Array<{ metrics: Metric[] }> }>;
};

/** A collector, as far as it takes traces and metrics over HTTP in JSON. */
const taken: Array<{ path: string; authorization: string | undefined; body: Body }> = [];
let status = 200;
const collector = createServer(async (request, response) => {
  const body = (await json(request)) as Body;
  taken.push({ path: request.url ?? "", authorization: request.headers.authorization, body });
  response.writeHead(status, { "content-type": "application/json" }).end("{}");
});
collector.listen(0, "127.0.0.1");
await once(collector, "listening");
const { port } = collector.address() as AddressInfo;
const fake = await startFakeOpenAI();
const rigs = [await startRig("anthropic"), await startRig("mistral")] as const;
const [anthropic, mistral] = rigs;
const google = await startRawProvider();
const askedOfGoogle: Array<{ headers: IncomingHttpHeaders }> = [];
google.answer = (request, response) => {
  askedOfGoogle.push(request);
  const content = { role: "model", parts: [{ text: "Hello." }] };
  const answer = request.url?.endsWith(":embedContent")
    ? { embedding: { values: [0.5] } }
    : {
        candidates: [{ content, finishReason: "STOP" }],
        usageMetadata: { promptTokenCount: 1, candidatesTokenCount: 2, totalTokenCount: 3 },
      };
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
};
const gateway = await startGatewayServer(fake.baseUrl, {
  OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}/`,
  OTEL_EXPORTER_OTLP_HEADERS: "authorization=Bearer%20collector",
  OTEL_SERVICE_NAME: "layer-in-a-test",
  LAYER_PLATFORM_ANTHROPIC_API_KEY: RIG_API_KEY,
  LAYER_PLATFORM_ANTHROPIC_BASE_URL: anthropic.baseUrl,
  LAYER_PLATFORM_GOOGLE_API_KEY: RIG_API_KEY,
  LAYER_PLATFORM_GOOGLE_BASE_URL: google.baseUrl,
  LAYER_PLATFORM_MISTRAL_API_KEY: RIG_API_KEY,
  LAYER_PLATFORM_MISTRAL_BASE_URL: mistral.baseUrl,
});
afterAll(async () => {
  await gateway.stop();
  await fake.stop();
  for (const provider of [google, ...rigs]) await provider.stop();
  collector.closeAllConnections();
  collector.close();
});

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const messages = [{ role: "user", content: "a very private question" }];

const PARENT = "00f067aa0ba902b7";
const traced = { traceparent: `00-${TRACE}-${PARENT}-01`, tracestate: "vendor=opaque" };

/** What the collector is sent when something is done. */
async function sentBy(work: () => Promise<unknown>): Promise<{ spans: OtlpSpan[]; metrics: Metric[] }> {
  taken.length = 0;
  await work();
  await new Promise((resolve) => setImmediate(resolve));
  await drainGateway(5_000);
  const bodies = taken.map(({ body }) => body);
  const spans = bodies.flatMap(({ resourceSpans = [] }) => resourceSpans.flatMap((one) => one.scopeSpans));
  const metrics = bodies.flatMap(({ resourceMetrics = [] }) =>
    resourceMetrics.flatMap((one) => one.scopeMetrics),
  );
  return { spans: spans.flatMap((one) => one.spans), metrics: metrics.flatMap((one) => one.metrics) };
}

/** The values of a metric that have some attributes. */
function pointsOf(metrics: Metric[], name: string, wanted: Record<string, string>): Point[] {
  const points = metrics.find((metric) => metric.name === name)?.histogram.dataPoints ?? [];
  return points.filter((point) =>
    Object.entries(wanted).every(([key, value]) => attributesOf(point)[key] === value),
  );
}

function attributesOf({ attributes }: Pick<OtlpSpan, "attributes">): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
}

async function call(authorization: string, body: object, headers: Record<string, string> = {}) {
  const answer = await gateway.chat(authorization, body, { headers });
  await answer.text();
  return answer.status;
}

test("a call is a span of its caller's trace with one for its attempt below, and nothing of what was said", async () => {
  const { authorization, keyId } = await gateway.makeCaller("gpt-4o-mini");
  const { spans } = await sentBy(async () => {
    expect(await call(authorization, { messages }, traced)).toBe(200);
  });
  const [row] = await gateway.rowsOf(keyId);
  const [span, attempt, ...more] = spans as [OtlpSpan, OtlpSpan];
  expect(more).toEqual([]);
  const place = { traceId: TRACE, traceState: "vendor=opaque", name: "chat gpt-4o-mini" };
  expect(span).toMatchObject({ ...place, parentSpanId: PARENT, kind: 2 });
  expect(attempt).toMatchObject({ ...place, parentSpanId: span.spanId, kind: 3 });
  expect(span.spanId).toMatch(/^[0-9a-f]{16}$/);
  const asked = {
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": "openai",
    "gen_ai.request.model": "gpt-4o-mini",
    "gen_ai.response.model": "gpt-4o-mini",
    "http.response.status_code": "200",
  };
  expect(attributesOf(span)).toEqual({
    ...asked,
    "layer.input_tokens": String(row?.inputTokens),
    "layer.output_tokens": String(row?.outputTokens),
    "layer.cost_usd": Number(row?.costNanoUsd) / 1e9,
    "layer.gate": "default",
    "layer.request_id": row?.id,
  });
  expect(attributesOf(attempt)).toEqual({
    ...asked,
    "gen_ai.usage.input_tokens": String(row?.inputTokens),
    "gen_ai.usage.output_tokens": String(row?.outputTokens),
    "server.address": "127.0.0.1",
    "server.port": new URL(fake.baseUrl).port,
  });
  expect(span.startTimeUnixNano).toBe(`${row?.startedAt.getTime()}000000`);
  const paths = taken.map(({ path, authorization }) => [path, authorization]).sort();
  const collected = "Bearer collector";
  expect(paths).toEqual([
    ["/v1/metrics", collected],
    ["/v1/traces", collected],
  ]);
  const sent = JSON.stringify(taken);
  expect(sent).toContain("layer-in-a-test");
  for (const secret of ["private question", keyId, authorization.slice(7), gateway.url.slice(-5)])
    expect(sent).not.toContain(secret);
});

const chat = { messages };
test.each([
  ["OpenAI's chat", "gpt-4o-mini", "/v1/chat/completions", chat, "openai"],
  ["OpenAI's stream", "gpt-4o-mini", "/v1/chat/completions", { ...chat, stream: true }, "openai"],
  ["OpenAI's responses", "gpt-4o-mini", "/v1/responses", { input: "hello" }, "openai"],
  ["OpenAI's embeddings", "text-embedding-3-small", "/v1/embeddings", { input: "hello" }, "openai"],
  ["Anthropic's messages", "claude-haiku-4-5", "/v1/messages", { ...chat, max_tokens: 9 }, "anthropic"],
  ["Anthropic, translated", "claude-haiku-4-5", "/v1/chat/completions", chat, "anthropic"],
  [
    "Anthropic, translated and streamed",
    "claude-haiku-4-5",
    "/v1/chat/completions",
    { ...chat, stream: true },
    "anthropic",
  ],
  ["Google, translated", "gemini-2.5-flash", "/v1/chat/completions", chat, "gcp.gemini"],
  ["Google's embeddings", "google/gemini-embedding-001", "/v1/embeddings", { input: "hello" }, "gcp.gemini"],
  ["Mistral, translated", "mistral/mistral-small-latest", "/v1/chat/completions", chat, "mistral_ai"],
  ["OpenAI, translated from messages", "gpt-4o-mini", "/v1/messages", { ...chat, max_tokens: 9 }, "openai"],
])("%s goes on with the trace under the attempt's span", async (_, model, path, body, provider) => {
  const taskType = path.endsWith("embeddings") ? { taskType: "embeddings" as const } : {};
  const { authorization } = await gateway.makeCaller(model, taskType);
  const arrived = arrivals();
  const { spans } = await sentBy(async () => {
    await (await gateway.post(path, authorization, body, { headers: traced })).text();
  });
  const [headers, ...others] = arrivals().filter((one) => !arrived.includes(one));
  const attempt = spans.find(({ kind }) => kind === 3);
  expect(others).toEqual([]);
  expect(attributesOf(attempt as OtlpSpan)["gen_ai.provider.name"]).toBe(provider);
  expect(headers).toMatchObject({
    traceparent: `00-${TRACE}-${attempt?.spanId}-01`,
    tracestate: "vendor=opaque",
  });
});

/** The headers of all that providers were sent so far. */
function arrivals() {
  return [...fake.requests, ...askedOfGoogle, ...rigs.flatMap((rig) => rig.requests())].map(
    ({ headers }) => headers,
  );
}

test("attempts that others took over from are siblings, and each counts in the metrics", async () => {
  const { authorization } = await gateway.makeCaller("openai/fake-500", {
    routingStrategy: "fallback",
    fallbackModels: ["gpt-4o"],
  });
  const { spans, metrics } = await sentBy(async () => {
    const body = { messages, stream: true };
    expect(await call(authorization, body, traced)).toBe(200);
  });
  const [span, failed, answered] = spans as [OtlpSpan, OtlpSpan, OtlpSpan];
  expect(spans.map(({ kind }) => kind)).toEqual([2, 3, 3]);
  expect([failed.parentSpanId, answered.parentSpanId]).toEqual([span.spanId, span.spanId]);
  expect(failed.status.code).toBe(2);
  expect(attributesOf(failed)).toMatchObject({
    "gen_ai.request.model": "fake-500",
    "error.type": "provider_failed",
    "http.response.status_code": "500",
  });
  expect([answered.status.code, answered.endTimeUnixNano]).toEqual([0, span.endTimeUnixNano]);
  expect(BigInt(answered.startTimeUnixNano)).toBeGreaterThanOrEqual(
    BigInt(failed.endTimeUnixNano) - 1_000_000n,
  );

  const asked = { "gen_ai.operation.name": "chat", "gen_ai.provider.name": "openai" };
  const of = (name: string, more: Record<string, string>) => pointsOf(metrics, name, { ...asked, ...more });
  const duration = "gen_ai.client.operation.duration";
  expect(of(duration, { "gen_ai.request.model": "fake-500", "error.type": "provider_failed" })).toHaveLength(
    1,
  );
  const model = { "gen_ai.request.model": "gpt-4o" };
  expect(of(duration, model)).toMatchObject([{ count: "1" }]);
  expect(of("gen_ai.client.operation.time_to_first_chunk", model)).toMatchObject([{ count: "1" }]);
  const tokens = attributesOf(answered);
  for (const type of ["input", "output"])
    expect(of("gen_ai.client.token.usage", { ...model, "gen_ai.token.type": type })).toMatchObject([
      { count: "1", sum: Number(tokens[`gen_ai.usage.${type}_tokens`]) },
    ]);
});

test("a metric keeps 2,000 series and counts the rest as one, each value in the first bucket that holds it", () => {
  const metric = new Histogram({ name: "m", unit: "s", description: "", bounds: [1, 2] }, 0);
  for (let place = 0; place < 2_010; place++)
    metric.observe(["model", String(place)], place < 2 ? place + 1 : 3);
  const { dataPoints } = (metric.read(1) as Metric).histogram;
  expect(dataPoints).toHaveLength(2_001);
  expect(dataPoints.slice(0, 3).map(({ bucketCounts }) => bucketCounts)).toEqual([
    ["1", "0", "0"],
    ["0", "1", "0"],
    ["0", "0", "1"],
  ]);
  expect(attributesOf(dataPoints.at(-1) as Point)).toEqual({ "otel.metric.overflow": true });
  expect(dataPoints.at(-1)).toMatchObject({ count: "10", sum: 30 });
});

test("without a traceparent, or with a bad one, a trace begins; one that its caller does not record is left alone", async () => {
  const { authorization } = await gateway.makeCaller("gpt-4o-mini");
  const bad = ["", "nonsense", `00-${"0".repeat(32)}-${PARENT}-01`, `00-${TRACE}-${PARENT}`];
  const { spans } = await sentBy(async () => {
    for (const traceparent of bad)
      await call(
        authorization,
        { messages },
        { tracestate: "vendor=opaque", ...(traceparent && { traceparent }) },
      );
    expect(fake.requests.at(-1)?.headers).not.toHaveProperty("tracestate");
    await call(authorization, { messages }, { traceparent: `00-${TRACE}-${PARENT}-00` });
  });
  const calls = spans.filter(({ kind }) => kind === 2);
  expect(calls.map(({ parentSpanId }) => parentSpanId)).toEqual([undefined, undefined, undefined, undefined]);
  expect(new Set(calls.map(({ traceId }) => traceId)).size).toBe(4);
  expect(spans.map(({ traceId }) => traceId)).not.toContain(TRACE);
  expect(fake.requests.at(-1)?.headers.traceparent).toMatch(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-00$`));
});

test("a refused call is a span with its error, and a collector that fails costs no call", async () => {
  const { authorization } = await gateway.makeCaller("gpt-4o-mini");
  const { spans } = await sentBy(async () =>
    expect(await call(authorization, { messages: "none" })).toBe(400),
  );
  const [span, ...attempts] = spans as [OtlpSpan];
  expect(attempts).toEqual([]);
  expect(span.status.code).toBe(2);
  expect(attributesOf(span)["error.type"]).toBe("invalid_field");
  status = 503;
  await sentBy(async () => expect(await call(authorization, { messages })).toBe(200));
  expect(taken.map(({ path }) => path).sort()).toEqual(["/v1/metrics", "/v1/traces"]);
});
