import { exportRoute } from "./export-log";

export const dynamic = "force-dynamic";
export const GET = exportRoute;
