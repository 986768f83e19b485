import { trialInput } from "@/lib/gates/trial-contract";
import { pageWriteDoor } from "@/lib/transport/page-door";
import { runTrial } from "@/lib/transport/run-trial";

/** Runs the gate of the editor as it stands there; it costs and counts like any other call. */
export const POST = pageWriteDoor(trialInput, runTrial);
