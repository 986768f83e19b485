import { eq } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { apiKeys } from "@/db/schema/keys";
import { startFakeOpenAI } from "@/lib/testing/fake-openai";
import { startGatewayServer } from "@/lib/testing/gateway-server";

const provider = await startFakeOpenAI();
const gateway = await startGatewayServer(provider.baseUrl, {
  LAYER_LIMITS_STORE: "postgres",
  LAYER_LIMITS_WITHOUT_STORE: "refuse",
});
afterAll(async () => {
  await gateway.stop();
  await provider.stop();
  expect(gateway.faults).toEqual([]);
});

const hello = { model: "gpt-4o-mini", messages: [{ role: "user", content: "Say hello" }] };

test("an instance that is set so refuses limited calls while the database does not count, and serves the others", async () => {
  const [limited, free] = [await gateway.makeCaller(), await gateway.makeCaller()];
  const limits = { requestsPerMinute: 100 };
  await gateway.db.update(apiKeys).set({ limits }).where(eq(apiKeys.id, limited.keyId));
  const call = ({ authorization }: typeof limited) => gateway.chat(authorization, hello);
  expect((await call(limited)).status).toBe(200);
  await gateway.sql.begin(async (held) => {
    await held`lock table limit_counters in exclusive mode`;
    for (let time = 0; time < 2; time += 1) {
      const refused = await call(limited);
      expect(refused.status).toBe(503);
      expect(refused.headers.get("retry-after")).toBe("1");
      expect(await refused.json()).toMatchObject({ error: { code: "unavailable" } });
    }
    expect((await call(free)).status).toBe(200);
  });
  await expect.poll(async () => (await call(limited)).status).toBe(200);
});
