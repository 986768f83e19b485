import { createRoute, listRoute } from "./export-doors";

export const dynamic = "force-dynamic";
export const GET = listRoute;
export const POST = createRoute;
