import type { GatewayRoute } from "@/lib/transport/node-http";
import * as spendingEnforcement from "./v1/spending/enforcement/route";
import * as spendingLimit from "./v1/spending/limit/route";
import * as spendingLimitRaise from "./v1/spending/limits/[id]/raise/route";
import * as spendingLimitById from "./v1/spending/limits/[id]/route";
import * as spendingLimits from "./v1/spending/limits/route";
import * as spendingReset from "./v1/spending/reset/route";
import * as spending from "./v1/spending/route";
import * as spendingTestAlert from "./v1/spending/test-alert/route";

/** What is answered about spending limits. */
export const spendingRoutes: GatewayRoute[] = [
  { path: "/v1/spending", module: spending },
  { path: "/v1/spending/limit", module: spendingLimit },
  { path: "/v1/spending/enforcement", module: spendingEnforcement },
  { path: "/v1/spending/reset", module: spendingReset },
  { path: "/v1/spending/test-alert", module: spendingTestAlert },
  { path: "/v1/spending/limits", module: spendingLimits },
  { path: "/v1/spending/limits/:id", module: spendingLimitById },
  { path: "/v1/spending/limits/:id/raise", module: spendingLimitRaise },
];
