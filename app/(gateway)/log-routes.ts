import type { GatewayRoute } from "@/lib/transport/node-http";
import * as logPayload from "./v1/logs/[id]/payload/route";
import * as logById from "./v1/logs/[id]/route";
import * as logsExport from "./v1/logs/export/route";
import * as logsOfGate from "./v1/logs/gate/[gateId]/route";
import * as logsOverview from "./v1/logs/overview/route";
import * as logs from "./v1/logs/route";
import * as usageCosts from "./v1/usage/costs/route";
import * as usage from "./v1/usage/route";

/** What is answered about requests that were made. */
export const logRoutes: GatewayRoute[] = [
  { path: "/v1/usage", module: usage },
  { path: "/v1/usage/costs", module: usageCosts },
  { path: "/v1/logs", module: logs },
  { path: "/v1/logs/overview", module: logsOverview },
  { path: "/v1/logs/export", module: logsExport },
  { path: "/v1/logs/gate/:gateId", module: logsOfGate },
  { path: "/v1/logs/:id", module: logById },
  { path: "/v1/logs/:id/payload", module: logPayload },
];
