import type { Call } from "./call";

/** Ends a running call from outside because its key was stopped: its provider is let go, and its client is told. */
export function cutOff(call: Call): void {
  call.isCutOff = true;
  call.departure?.cut();
}
