import type { IncomingMessage, ServerResponse } from "node:http";

/** The whole body of a request. */
export async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** A response that a test lets out step by step, and that tells when its client leaves. */
export function watchResponse(response: ServerResponse) {
  let steps = 0;
  let wake = () => {};
  const watched = {
    /** Lets the next `count` events of a stepwise stream go out; without a count, all that are left. */
    release(count = Number.POSITIVE_INFINITY): void {
      steps += count;
      wake();
    },
    /** True once the client went away before the answer was complete. */
    aborted: false,
    /** Resolves when it does. */
    clientGone: new Promise<void>((resolve) => {
      response.once("close", () => {
        wake();
        if (response.writableFinished) return;
        watched.aborted = true;
        resolve();
      });
    }),
    /** Waits for the next step; false when the client is gone. */
    async nextStep(): Promise<boolean> {
      while (steps < 1 && !response.destroyed) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      steps -= 1;
      return !response.destroyed;
    },
  };
  return watched;
}
