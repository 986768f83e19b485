import { routeOf } from "@/lib/transport/define-endpoint";
import { apiHealthEndpoints } from "../../health/endpoints";

export const dynamic = "force-dynamic";
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routeOf(apiHealthEndpoints);
