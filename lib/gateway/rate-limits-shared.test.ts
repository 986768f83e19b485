import { openPostgresStore } from "@/lib/limits/postgres-store";
import { rateLimitTests } from "@/lib/testing/rate-limit-suite";
import { sharedLimitTests } from "@/lib/testing/shared-limits-suite";

const suite = await rateLimitTests("postgres");
const { sql } = suite.gateway;

sharedLimitTests(
  suite,
  openPostgresStore(() => sql),
  (run) =>
    sql.begin(async (held) => {
      await held`lock table limit_counters in exclusive mode`;
      await run();
    }),
);
