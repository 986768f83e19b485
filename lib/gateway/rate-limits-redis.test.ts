import { afterAll } from "vitest";
import { openRedisStore } from "@/lib/limits/redis-store";
import { rateLimitTests } from "@/lib/testing/rate-limit-suite";
import { startRedisProcess } from "@/lib/testing/redis-server";
import { sharedLimitTests } from "@/lib/testing/shared-limits-suite";
import { startTcpProxy } from "@/lib/testing/tcp-proxy";

const redis = await startRedisProcess({ password: "of the test" });
const door = await startTcpProxy(redis.url);
const other = openRedisStore(redis.url, { patienceMs: 10_000 });
// The first answer of a server takes longest.
await other.reach();
const suite = await rateLimitTests("redis", { REDIS_URL: door.url });
afterAll(async () => {
  await door.stop();
  await redis.stop();
});

sharedLimitTests(suite, other, async (run) => {
  door.freeze();
  try {
    await run();
  } finally {
    door.open();
  }
});
