import { pageWriteDoor } from "@/lib/transport/page-door";
import { replayInput, replayRequest } from "./replay-request";

/** Asks again what a request asked, through the same gate as it stands now; it costs and counts like any other test. */
export const POST = pageWriteDoor(replayInput, replayRequest);
