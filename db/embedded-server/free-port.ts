import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/**
 * Below the ports that systems lend to outgoing connections (Linux from 32768, others from 49152). A client that calls
 * a stopped server up there may be lent that very port, connect to itself and so keep the server from coming back.
 */
const FIRST = 20_000;
const COUNT = 12_000;
const TRIES = 200;

/** A port on 127.0.0.1 that nobody listens on. Throws one sentence for people when none is found. */
export async function findFreePort(): Promise<number> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = FIRST + randomInt(COUNT);
    if (await isPortFree(port)) return port;
  }
  throw new Error(`No free port was found on 127.0.0.1 between ${FIRST} and ${FIRST + COUNT}.`);
}

/** True when a server could listen on this port of 127.0.0.1 now. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}
