import { EventEmitter } from "node:events";

/**
 * Ends a provider call from our side, by the event `abort`: its client has left, its time is up, or its key was stopped. The HTTP client takes
 * an emitter as well as an `AbortSignal`, and making, hearing and forgetting a signal was a tenth of the CPU of a whole
 * call.
 */
export class Departure extends EventEmitter<{ abort: [] }> {
  /** True once the client is gone. */
  hasLeft = false;
  /** True once the time for the attempt under way is up. */
  isLate = false;
  /** True once the key of the call was stopped and its running calls with it. */
  isCut = false;
  private signal: AbortSignal | null = null;

  /** Why a call must end now; null while it may go on. */
  get reason(): "client left" | "key stopped" | "time is up" | null {
    if (this.hasLeft) return "client left";
    if (this.isCut) return "key stopped";
    return this.isLate ? "time is up" : null;
  }

  /** To be called when the client is gone; later calls do nothing. */
  leave(): void {
    if (this.hasLeft) return;
    this.hasLeft = true;
    this.emit("abort");
  }

  /** To be called when the key was stopped and its running calls with it. */
  cut(): void {
    if (this.isCut) return;
    this.isCut = true;
    this.emit("abort");
  }

  /** To be called when the time for the attempt is up. */
  expire(): void {
    if (this.isLate) return;
    this.isLate = true;
    this.emit("abort");
  }

  /** Gives the next attempt its own time. That the client has left or the key was stopped stays true. */
  renew(): void {
    this.isLate = false;
  }

  /** The same as a signal, for code that takes nothing else. */
  asSignal(): AbortSignal {
    // The signal of an attempt whose time was up says nothing of the next one.
    if (this.signal === null || (this.signal.aborted && this.reason === null)) this.signal = this.newSignal();
    return this.signal;
  }

  private newSignal(): AbortSignal {
    const controller = new AbortController();
    if (this.reason !== null) controller.abort();
    else this.once("abort", () => controller.abort());
    return controller.signal;
  }
}
