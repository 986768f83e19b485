import { statusRoute } from "../export-doors";

export const dynamic = "force-dynamic";
export const GET = statusRoute;
