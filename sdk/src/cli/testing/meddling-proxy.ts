import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

export type Meddling = {
  /** How far the proxy's clock is off. */
  clockOffMs?: number;
  /** Holds each answer until it is whole. */
  holds?: boolean;
  /** Answers this itself, for addresses that fit. */
  instead?: { path: RegExp; status: number; type: string; body: string; headers?: Record<string, string> };
};

/** A proxy before Layer that does one of the things proxies do. */
export async function startMeddlingProxy(port: number, meddling: Meddling) {
  const seen: IncomingMessage[] = [];
  const server = createServer((asked, answered) => {
    seen.push(asked);
    const { instead } = meddling;
    if (instead?.path.test(asked.url ?? "")) {
      answered
        .writeHead(instead.status, { "content-type": instead.type, ...instead.headers })
        .end(instead.body);
      return;
    }
    const { method, url, headers } = asked;
    const onward = request({ host: "127.0.0.1", port, method, path: url, headers }, (answer) => {
      passOn(answer, answered, meddling).catch(() => answered.destroy());
    });
    onward.once("error", () => answered.destroy());
    asked.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    seen,
    stop() {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function passOn(
  answer: IncomingMessage,
  answered: ServerResponse,
  { clockOffMs = 0, holds }: Meddling,
) {
  const headers = { ...answer.headers, date: new Date(Date.now() + clockOffMs).toUTCString() };
  answered.writeHead(answer.statusCode ?? 502, headers);
  if (holds === true) answered.end(await buffer(answer));
  else answer.pipe(answered);
}
