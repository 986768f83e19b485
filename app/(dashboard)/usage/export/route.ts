import { exportRoute } from "./export-usage";

export const dynamic = "force-dynamic";
export const GET = exportRoute;
