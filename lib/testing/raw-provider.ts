import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

type Answer = (request: IncomingMessage & { body: Buffer }, response: ServerResponse) => unknown;

/** A provider that answers whatever a test writes by hand: what no well-meaning server would send. */
export async function startRawProvider() {
  const provider = {
    baseUrl: "",
    received: [] as Buffer[],
    answer: ((_request, response) => response.writeHead(500).end()) as Answer,
    async stop() {
      server.closeAllConnections();
      server.close();
    },
  };
  const server = createServer(async (request, response) => {
    response.on("error", () => {});
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const body = Buffer.concat(parts);
    if (request.method === "POST") provider.received.push(body);
    await provider.answer(Object.assign(request, { body }), response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  provider.baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  return provider;
}
