import { makeKey, makeOwner } from "@/db/factories";
import { startAppServer } from "@/lib/testing/app-server";
import { startRedisProcess } from "@/lib/testing/redis-server";
import { expect, test } from "../fixtures/gateway";

test.slow();

test("two instances hold one limit together through Redis, each alone while it is gone, and tell its password to nobody", async ({
  servedBy,
  ledger: { db, url },
}) => {
  const password = "never-to-be-seen-4711";
  const redis = await startRedisProcess({ password });
  const start = () => startAppServer({ mount: servedBy, databaseUrl: url, env: { REDIS_URL: redis.url } });
  const apps = [await start(), await start()] as const;
  const { accountId } = await makeOwner(db);
  const keyWith = async (requestsPerMinute: number) =>
    (await makeKey(db, { accountId, limits: { requestsPerMinute } })).secret;
  const said: string[] = [];
  const ask = async (at: number, secret: string) => {
    const response = await fetch(`${apps[at % 2]?.url}/v1/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
      body: JSON.stringify({ model: "sandbox/echo", messages: [{ role: "user", content: "hello" }] }),
    });
    said.push(await response.text());
    return {
      status: response.status,
      remaining: Number(response.headers.get("x-ratelimit-remaining-requests")),
    };
  };
  const servedOf = async (calls: number, secret: string) => {
    const answers = await Promise.all(Array.from({ length: calls }, (_, at) => ask(at, secret)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status !== 200 && status !== 429)).toEqual([]);
    return statuses.filter((status) => status === 200).length;
  };
  /** What one instance takes, the next does not have. */
  const countTogether = async () => {
    const secret = await keyWith(1_000);
    await expect(async () => {
      const left: number[] = [];
      for (const at of [0, 1, 2, 3]) left.push((await ask(at, secret)).remaining);
      expect(left).toEqual([0, 1, 2, 3].map((at) => (left[0] ?? 0) - at));
    }).toPass({ timeout: 60_000 });
  };
  const noticed = (what: string) => apps.map((app) => app.log().includes(what));
  try {
    await countTogether();
    expect(await servedOf(24, await keyWith(7))).toBe(7);
    await redis.kill9();
    expect(await servedOf(24, await keyWith(7))).toBe(14);
    expect(noticed("Redis does not count rate limits")).toEqual([true, true]);
    await redis.restart();
    await countTogether();
    expect(noticed("Redis counts rate limits again")).toEqual([true, true]);
    expect(await servedOf(24, await keyWith(7))).toBe(7);
    for (const text of [...said, ...apps.map((app) => app.log())]) expect(text).not.toContain(password);
  } finally {
    await Promise.all(apps.map((app) => app.stop()));
    await redis.stop();
  }
});
