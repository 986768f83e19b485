import type { Sql } from "postgres";
import { env } from "@/lib/env";
import type { LimitStore } from "@/lib/limits/limit-store";
import { openMemoryStore } from "@/lib/limits/memory-store";
import { openLimits } from "@/lib/limits/open-limits";
import { openPostgresStore } from "@/lib/limits/postgres-store";
import { openReachableStore } from "@/lib/limits/reachable-store";
import { RunningCounts } from "@/lib/limits/running-counts";
import { log } from "./log";

/** Where this instance counts what there are limits of, as it is set. */
export function openGatewayLimits(sql: () => Sql): LimitStore {
  const running = new RunningCounts();
  const shared = openReachableStore({
    shared: openPostgresStore(sql, { running }),
    alone: openMemoryStore(undefined, running),
    without: env().LAYER_LIMITS_WITHOUT_STORE,
    onChange: (isAway, cause) => {
      if (isAway) log().error({ err: cause }, "The database does not count rate limits");
      else log().info("The database counts rate limits again");
    },
  });
  if (env().LAYER_LIMITS_STORE === "postgres") return shared;
  return openLimits({ minutes: openMemoryStore(), periods: shared });
}
