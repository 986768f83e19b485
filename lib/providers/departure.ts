import { EventEmitter } from "node:events";

/**
 * Tells a provider call that its client has left, by the event `abort`. The HTTP client takes an emitter as well as
 * an `AbortSignal`, and making, hearing and forgetting a signal was a tenth of the CPU of a whole call.
 */
export class Departure extends EventEmitter<{ abort: [] }> {
  hasLeft = false;

  /** To be called when the client is gone; later calls do nothing. */
  leave(): void {
    if (this.hasLeft) return;
    this.hasLeft = true;
    this.emit("abort");
  }
}
