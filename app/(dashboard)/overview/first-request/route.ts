import { pageReadDoor } from "@/lib/transport/page-door";
import { loadFirstRequest } from "../load-first-request";

export const GET = pageReadDoor(async ({ ctx }) => loadFirstRequest(ctx));
