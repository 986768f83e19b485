import type { GatewayRoute } from "@/lib/transport/node-http";
import * as apiHealth from "./api/health/route";
import * as apiMetrics from "./api/metrics/route";
import * as apiReady from "./api/ready/route";
import * as health from "./health/route";
import * as metrics from "./metrics/route";
import * as ready from "./ready/route";

/** What is asked by what runs the instance: whether it is alive and well. */
export const probeRoutes: GatewayRoute[] = [
  { path: "/health", module: health },
  { path: "/api/health", module: apiHealth },
  { path: "/ready", module: ready },
  { path: "/api/ready", module: apiReady },
  { path: "/metrics", module: metrics },
  { path: "/api/metrics", module: apiMetrics },
];
