import { pageReadDoor } from "@/lib/transport/page-door";
import { countNewer } from "./count-newer";

/** How many rows of a filter are newer than the newest one that a page shows. */
export const GET = pageReadDoor(countNewer);
