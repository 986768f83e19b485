import { pageReadDoor } from "@/lib/transport/page-door";
import { readVersions } from "../../read-versions";

/** The saves of a gate, newest first; `?limit=` and `?before=` turn the page. */
export const GET = pageReadDoor(readVersions);
