import { afterAll, describe, expect, test } from "vitest";
import type { KeyId } from "@/lib/core/ids";
import { startFakeOpenAI } from "@/lib/testing/fake-openai";
import { startGatewayServer } from "@/lib/testing/gateway-server";
import { gatewayDeps } from "@/lib/transport/gateway-deps";
import { chatCompletions } from "./formats/chat-completions";
import { runGateway } from "./pipeline";

const fake = await startFakeOpenAI();
const gateway = await startGatewayServer(fake.baseUrl);
const { sql, makeCaller } = gateway;
afterAll(async () => {
  await gateway.stop();
  await fake.stop();
});

describe.each([-90_000, 90_000])("on an instance whose clock is %i ms off", (offMs) => {
  const clock = { now: () => new Date(Date.now() + offMs) };

  async function codeOf(authorization: string): Promise<string | null> {
    const request = new Request("http://other.test/v1/chat/completions", {
      method: "POST",
      headers: { authorization, "content-type": "application/json" },
      body: JSON.stringify({ messages: [{ role: "user", content: "hello" }] }),
    });
    const answer = await runGateway(request, { ...gatewayDeps(), clock }, chatCompletions);
    return answer.status === 200 ? null : (await answer.json()).error.code;
  }

  const endKey = (id: KeyId, seconds: number) =>
    sql`update api_keys set expires_at = now() + ${seconds} * interval '1 second' where id = ${id}`;
  const endSecret = (id: KeyId, seconds: number) =>
    sql`update api_key_secrets set expires_at = now() + ${seconds} * interval '1 second' where key_id = ${id}`;

  test.each([
    ["a key", endKey, "key_expired"],
    ["an old secret", endSecret, "secret_revoked"],
  ])("%s ends when the ledger says, not before and not after", async (_what, end, code) => {
    const { keyId, authorization } = await makeCaller();
    await end(keyId, 30);
    expect(await codeOf(authorization)).toBeNull();
    await end(keyId, -1);
    expect(await codeOf(authorization)).toBe(code);
  });
});
