import { fileRoute } from "../../export-doors";

export const dynamic = "force-dynamic";
export const GET = fileRoute;
