import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { readBody } from "./watch-response";

type Received = { method: string; path: string; headers: IncomingHttpHeaders; body: string };
type Turn = (response: ServerResponse, request: Received) => void;

/** A real HTTP server on loopback that does to the next request what the next turn says; the last turn is for all that follow. */
export async function startScriptedServer(...turns: Turn[]) {
  const received: Received[] = [];
  const server = createServer(async (incoming, response) => {
    const body = (await readBody(incoming)).toString("utf8");
    const { method = "", url: path = "", headers } = incoming;
    const request = { method, path, headers, body };
    received.push(request);
    const turn = turns[Math.min(received.length, turns.length) - 1];
    turn?.(response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A turn that answers JSON. */
export function json(status: number, body: object, headers: Record<string, string> = {}): Turn {
  return (response) =>
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}
