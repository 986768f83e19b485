import { pageReadDoor } from "@/lib/transport/page-door";
import { readWhatIf } from "./read-what-if";

/** What the gate's traffic would have cost on a model that is chosen in the editor. */
export const GET = pageReadDoor<{ gateId: string }>(readWhatIf);
