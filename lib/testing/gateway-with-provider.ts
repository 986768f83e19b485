import { afterAll, expect } from "vitest";
import { startFakeOpenAI } from "./fake-openai";
import { startGatewayServer } from "./gateway-server";

/** A gateway before a false provider for one test file. Both end with its tests, which fail where a handler threw past every net. */
export async function gatewayWithProvider() {
  const provider = await startFakeOpenAI();
  const gateway = await startGatewayServer(provider.baseUrl);
  afterAll(async () => {
    await gateway.stop();
    await provider.stop();
    expect(gateway.faults).toEqual([]);
  });
  return gateway;
}
