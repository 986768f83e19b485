import type { Sql } from "postgres";
import { env } from "@/lib/env";
import type { LimitStore } from "@/lib/limits/limit-store";
import { openMemoryStore } from "@/lib/limits/memory-store";
import { openLimits } from "@/lib/limits/open-limits";
import { openPostgresStore } from "@/lib/limits/postgres-store";
import { openReachableStore } from "@/lib/limits/reachable-store";
import { openRedisStore } from "@/lib/limits/redis-store";
import { RunningCounts } from "@/lib/limits/running-counts";
import { log } from "./log";

/** Where this instance counts what there are limits of, as it is set. */
export function openGatewayLimits(sql: () => Sql): LimitStore {
  const { LAYER_LIMITS_STORE: store, LAYER_LIMITS_WITHOUT_STORE: without, REDIS_URL } = env();
  const running = new RunningCounts();
  const inRedis = store === "redis" && REDIS_URL !== undefined;
  const name = inRedis ? "Redis" : "The database";
  const shared = openReachableStore({
    shared: inRedis ? openRedisStore(REDIS_URL, { running }) : openPostgresStore(sql, { running }),
    alone: openMemoryStore(undefined, running),
    without,
    onChange: (isAway, cause) => {
      if (isAway) log().error({ err: cause }, `${name} does not count rate limits`);
      else log().info(`${name} counts rate limits again`);
    },
  });
  return store === "memory" ? openLimits({ minutes: openMemoryStore(), periods: shared }) : shared;
}
