import { connectionError } from "./connection-error";
import { AbortError, type LayerError, TimeoutError } from "./errors";

/** Timers hold no more than this many milliseconds. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Ends one try when it takes too long or the caller gives up, and tells afterwards which it was. */
export class Watch {
  readonly #controller = new AbortController();
  readonly #timeoutMs: number;
  readonly #outer: AbortSignal | undefined;
  readonly #leave = () => this.#controller.abort();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isLate = false;

  constructor(timeoutMs: number, outer: AbortSignal | undefined) {
    this.#timeoutMs = timeoutMs;
    this.#outer = outer;
    if (outer?.aborted) this.#leave();
    outer?.addEventListener("abort", this.#leave, { once: true });
    this.renew();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Begins to count from now on. */
  renew(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => {
        this.#isLate = true;
        this.#controller.abort();
      },
      Math.min(this.#timeoutMs, LONGEST_TIMER_MS),
    );
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#outer?.removeEventListener("abort", this.#leave);
  }

  /** What `thrown` means for the caller. */
  explain(thrown: unknown, baseUrl: string): LayerError {
    if (this.#outer?.aborted) return new AbortError("The call was ended by its signal.");
    if (!this.#isLate) return connectionError(thrown, baseUrl);
    return new TimeoutError(
      `${baseUrl} did not answer within ${this.#timeoutMs} ms. Set \`timeoutMs\` higher when the model needs longer.`,
      this.#timeoutMs,
    );
  }
}
