import type { ServerResponse } from "node:http";
import { afterAll, expect, test } from "vitest";
import { startGatewayServer } from "@/lib/testing/gateway-server";
import { startRawProvider } from "@/lib/testing/raw-provider";

const provider = await startRawProvider();
const gateway = await startGatewayServer(provider.baseUrl);
const { chat, makeCaller } = gateway;
afterAll(async () => {
  await gateway.stop();
  await provider.stop();
  expect(gateway.faults).toEqual([]);
});

const messages = [{ role: "user", content: "hello" }];
const answer = (response: ServerResponse) =>
  response.writeHead(200, { "content-type": "application/json" }).end('{"choices":[],"usage":null}');

test("200 calls that hang leave the others alone, and end when their provider does answer", async () => {
  const stuck: ServerResponse[] = [];
  provider.answer = ({ body }, response) =>
    String(body).includes('"slow"') ? stuck.push(response) : answer(response);
  const { authorization } = await makeCaller();
  const slow = Array.from({ length: 200 }, () => chat(authorization, { messages, user: "slow" }));
  await expect.poll(() => stuck.length).toBe(200);
  const quick = Array.from({ length: 50 }, () => chat(authorization, { messages }));
  expect((await Promise.all(quick)).map(({ status }) => status)).toEqual(Array(50).fill(200));
  for (const response of stuck) answer(response);
  expect((await Promise.all(slow)).map(({ status }) => status)).toEqual(Array(200).fill(200));
});
