import { gateReadDoor } from "../../gate-door";
import { readVersions } from "../../read-versions";

/** The saves of a gate, newest first; `?limit=` and `?before=` turn the page. */
export const GET = gateReadDoor(readVersions);
