import { pageWriteDoor } from "@/lib/transport/page-door";
import { findKeys, findKeysInput } from "./find-keys";

/** Whose key is this? What is asked stands in the body, so it reaches neither an address nor a log. */
export const POST = pageWriteDoor(findKeysInput, findKeys);
