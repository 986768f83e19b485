import { routeOf } from "@/lib/transport/define-endpoint";
import { apiMetricsEndpoints } from "../../metrics/endpoints";

export const dynamic = "force-dynamic";
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routeOf(apiMetricsEndpoints);
