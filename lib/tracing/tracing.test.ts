import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { afterAll, expect, test } from "vitest";
import { startFakeOpenAI } from "@/lib/testing/fake-openai";
import { startGatewayServer } from "@/lib/testing/gateway-server";
import { drainGateway } from "@/lib/transport/gateway-deps";
import type { OtlpSpan } from "./span-of-request";
import { traceContextOf } from "./trace-context";

type Body = { resourceSpans: Array<{ resource: unknown; scopeSpans: Array<{ spans: OtlpSpan[] }> }> };

/** A collector, as far as it takes traces over HTTP in JSON. */
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
const gateway = await startGatewayServer(fake.baseUrl, {
  OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}/`,
  OTEL_EXPORTER_OTLP_HEADERS: "authorization=Bearer%20collector",
  OTEL_SERVICE_NAME: "layer-in-a-test",
});
afterAll(async () => {
  await gateway.stop();
  await fake.stop();
  collector.closeAllConnections();
  collector.close();
});

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const messages = [{ role: "user", content: "a very private question" }];

/** The spans that come of what is done. */
async function spansOf(work: () => Promise<unknown>): Promise<OtlpSpan[]> {
  taken.length = 0;
  await work();
  await new Promise((resolve) => setImmediate(resolve));
  await drainGateway(5_000);
  return taken.flatMap(({ body }) =>
    body.resourceSpans.flatMap((one) => one.scopeSpans.flatMap(({ spans }) => spans)),
  );
}

function attributesOf({ attributes }: OtlpSpan): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
}

async function call(authorization: string, body: object, headers: Record<string, string> = {}) {
  const answer = await gateway.chat(authorization, body, { headers });
  await answer.text();
  return answer.status;
}

test("a call is a span of its caller's trace, with what the log says of it and nothing of what was said", async () => {
  const { authorization, keyId } = await gateway.makeCaller("gpt-4o-mini");
  const [span, ...more] = await spansOf(async () => {
    expect(await call(authorization, { messages }, { traceparent: `00-${TRACE}-00f067aa0ba902b7-01` })).toBe(
      200,
    );
  });
  const [row] = await gateway.rowsOf(keyId);
  expect(more).toEqual([]);
  expect(span).toMatchObject({
    traceId: TRACE,
    parentSpanId: "00f067aa0ba902b7",
    name: "chat gpt-4o-mini",
    kind: 2,
  });
  expect(span?.spanId).toMatch(/^[0-9a-f]{16}$/);
  expect(attributesOf(span as OtlpSpan)).toMatchObject({
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": row?.provider,
    "gen_ai.response.model": "gpt-4o-mini",
    "gen_ai.usage.input_tokens": String(row?.inputTokens),
    "gen_ai.usage.output_tokens": String(row?.outputTokens),
    "http.response.status_code": "200",
    "layer.cost_usd": Number(row?.costNanoUsd) / 1e9,
    "layer.request_id": row?.id,
  });
  expect(span?.startTimeUnixNano).toBe(`${row?.startedAt.getTime()}000000`);
  expect(fake.requests.at(-1)?.headers.traceparent).toBe(`00-${TRACE}-${span?.spanId}-01`);
  expect(taken[0]).toMatchObject({ path: "/v1/traces", authorization: "Bearer collector" });
  const sent = JSON.stringify(taken);
  expect(sent).toContain("layer-in-a-test");
  for (const secret of ["private question", keyId, authorization.slice(7), gateway.url.slice(-5)])
    expect(sent).not.toContain(secret);
});

test("without a traceparent, or with a bad one, a trace begins; one that its caller does not record is left alone", async () => {
  const { authorization } = await gateway.makeCaller("gpt-4o-mini");
  const bad = ["", "nonsense", `00-${"0".repeat(32)}-00f067aa0ba902b7-01`, `00-${TRACE}-00f067aa0ba902b7`];
  const spans = await spansOf(async () => {
    for (const traceparent of bad)
      await call(authorization, { messages }, traceparent === "" ? {} : { traceparent });
    await call(authorization, { messages }, { traceparent: `00-${TRACE}-00f067aa0ba902b7-00` });
  });
  expect(spans.map(({ parentSpanId }) => parentSpanId)).toEqual([undefined, undefined, undefined, undefined]);
  expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(4);
  expect(traceContextOf(`00-${TRACE}-00f067aa0ba902b7-00`)).toMatchObject({
    traceId: TRACE,
    isSampled: false,
  });
  expect(fake.requests.at(-1)?.headers.traceparent).toMatch(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-00$`));
});

test("a refused call is a span with its error, and a collector that fails costs no call", async () => {
  const { authorization } = await gateway.makeCaller("gpt-4o-mini");
  const [span] = await spansOf(async () => expect(await call(authorization, { messages: "none" })).toBe(400));
  expect(span?.status.code).toBe(2);
  expect(attributesOf(span as OtlpSpan)["error.type"]).toBe("invalid_field");
  status = 503;
  await spansOf(async () => expect(await call(authorization, { messages })).toBe(200));
  expect(taken).toHaveLength(1);
});
