import { exportRoute } from "./export-audit";

export const dynamic = "force-dynamic";
export const GET = exportRoute;
