import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { afterAll, expect, test } from "vitest";
import { openExporter } from "./open-exporter";
import type { OtlpSpan } from "./spans-of-call";

type Body = { resourceSpans: Array<{ scopeSpans: Array<{ spans: OtlpSpan[] }> }> };

/** How many spans came with each request; an answer is held where `holds` is set. */
const taken: number[] = [];
const held: ServerResponse[] = [];
let holds = false;
let status = 200;
const collector = createServer(async (request, response) => {
  const { resourceSpans } = (await json(request)) as Body;
  taken.push(resourceSpans[0]?.scopeSpans[0]?.spans.length ?? 0);
  if (holds) held.push(response);
  else response.writeHead(status).end("{}");
});
collector.listen(0, "127.0.0.1");
await once(collector, "listening");
const { port } = collector.address() as AddressInfo;
afterAll(() => {
  collector.closeAllConnections();
  collector.close();
});

function newExporter() {
  [taken.length, held.length, holds, status] = [0, 0, false, 200];
  const lost: number[] = [];
  const exporter = openExporter({
    endpoint: `http://127.0.0.1:${port}`,
    headers: undefined,
    serviceName: "test",
    version: "0",
    everyMs: 60_000,
    onLost: (count) => lost.push(count),
  });
  return { exporter, lost };
}

const spans = (count: number) => Array.from({ length: count }, () => ({ name: "chat" }) as OtlpSpan);

test("a full batch is sent at once, and what comes meanwhile waits for the next one", async () => {
  const { exporter, lost } = newExporter();
  holds = true;
  exporter.add(spans(511));
  exporter.add(spans(1));
  await expect.poll(() => held.length).toBe(1);
  for (let call = 0; call < 100; call += 1) exporter.add(spans(2));
  holds = false;
  held[0]?.writeHead(200).end("{}");
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  exporter.add(spans(312));
  await exporter.drain(10_000);
  expect([taken, lost]).toEqual([[512, 512], []]);
});

test("a collector that takes nothing is asked once, not batch after batch, and no more than 4,096 spans wait for it", async () => {
  const { exporter, lost } = newExporter();
  status = 503;
  exporter.add(spans(512));
  await expect.poll(() => lost).toEqual([512]);
  for (let call = 0; call < 5_000; call += 1) exporter.add(spans(1));
  expect(taken).toEqual([512]);
  status = 200;
  await exporter.drain(10_000);
  expect(lost).toEqual([512, 904]);
  expect(taken.reduce((sum, count) => sum + count, 0)).toBe(512 + 4_096);
});
