import { pageReadDoor } from "@/lib/transport/page-door";
import { listChoices } from "./list-choices";

/** Values of a dimension to choose from. */
export const GET = pageReadDoor(listChoices);
