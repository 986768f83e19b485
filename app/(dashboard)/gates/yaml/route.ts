import { pageReadDoor } from "@/lib/transport/page-door";
import { readYaml } from "../read-yaml";

/** The account's gates as a file, or the one that `?gate=` names. */
export const GET = pageReadDoor(readYaml);
