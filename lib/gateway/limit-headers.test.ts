import { eq } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { apiKeys } from "@/db/schema/keys";
import { startFakeOpenAI } from "@/lib/testing/fake-openai";
import { startGatewayServer } from "@/lib/testing/gateway-server";

const provider = await startFakeOpenAI();
const gateway = await startGatewayServer(provider.baseUrl);
afterAll(async () => {
  await gateway.stop();
  await provider.stop();
});

test("clients that are not Anthropic's are told in OpenAI's headers alone, unless the instance is set to tell more", async () => {
  const { keyId, authorization } = await gateway.makeCaller();
  await gateway.db
    .update(apiKeys)
    .set({ limits: { requestsPerMinute: 5 } })
    .where(eq(apiKeys.id, keyId));
  const hello = { model: "gpt-4o-mini", messages: [{ role: "user", content: "Say hello" }] };
  const { status, headers } = await gateway.chat(authorization, hello);
  expect(status).toBe(200);
  const told = [...headers.keys()].filter((name) => name.includes("ratelimit"));
  expect(told.sort()).toEqual([
    "x-ratelimit-limit-requests",
    "x-ratelimit-remaining-requests",
    "x-ratelimit-reset-requests",
  ]);
});
