import { routeOf } from "@/lib/transport/define-endpoint";
import { leakExportEndpoints } from "../leak-report/endpoints";

export const dynamic = "force-dynamic";
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routeOf(leakExportEndpoints);
