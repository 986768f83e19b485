import { deleteRoute } from "../export-doors";

export const dynamic = "force-dynamic";
export const POST = deleteRoute;
