import { trialInput } from "@/lib/gates/trial-contract";
import { runTrial } from "@/lib/transport/run-trial";
import { gateWriteDoor } from "../gate-door";

/** Runs the gate of the editor as it stands there; it costs and counts like any other call. */
export const POST = gateWriteDoor(trialInput, runTrial);
