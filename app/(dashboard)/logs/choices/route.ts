import { pageReadDoor } from "@/lib/transport/page-door";
import { listOptions } from "./list-options";

/** Values of a dimension to choose from. */
export const GET = pageReadDoor(listOptions);
