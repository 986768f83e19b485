import { exportRoute } from "../export-route";

export const dynamic = "force-dynamic";
export const GET = exportRoute;
