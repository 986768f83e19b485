import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { FakeBehaviour, FakeRequest, FakeWire } from "./fake-wire";
import { readBody, watchResponse } from "./watch-response";

export type FakeProvider = {
  baseUrl: string;
  /** The requests for chats so far. */
  requests: FakeRequest[];
  /** Decides what happens to a request; without it every request is answered. */
  script: ((request: FakeRequest) => FakeBehaviour) | undefined;
  /** The request at this position, as soon as it has arrived. */
  received(position: number): Promise<FakeRequest>;
  stop(): Promise<void>;
};

/** A real HTTP server on loopback that speaks a provider's wire format and does to each request what a test asks. */
export async function startFakeProvider(wire: FakeWire, apiKey?: string): Promise<FakeProvider> {
  const waiting: Array<() => void> = [];
  const fake: FakeProvider = {
    baseUrl: "",
    requests: [],
    script: undefined,
    async received(position) {
      for (;;) {
        const arrived = fake.requests[position];
        if (arrived !== undefined) return arrived;
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  const arrive = (request: FakeRequest) => {
    fake.requests.push(request);
    for (const wake of waiting.splice(0)) wake();
  };
  const server = createServer({ keepAliveTimeout: 60_000 }, (incoming, response) => {
    // A reset in the middle of a body is one of the things tests do on purpose.
    receive({ wire, apiKey, fake, arrive }, incoming, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  fake.baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}${wire.version}`;
  return fake;
}

type Setting = {
  wire: FakeWire;
  apiKey: string | undefined;
  fake: FakeProvider;
  arrive: (request: FakeRequest) => void;
};

async function receive(
  { wire, apiKey, fake, arrive }: Setting,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(incoming);
  const { release, clientGone, nextStep } = watchResponse(response);
  const request: FakeRequest = {
    path: incoming.url ?? "",
    headers: incoming.headers,
    ask: body.length === 0 ? {} : JSON.parse(body.toString("utf8")),
    release,
    clientGone,
  };
  const path = request.path.slice(wire.version.length);
  if (apiKey !== undefined && !wire.isAuthorized(incoming.headers, apiKey)) {
    const { status, message } = wire.refusal;
    return sendJson(response, status, wire.error(status, message, undefined));
  }
  if (incoming.method === "GET" && path.startsWith("/models")) return sendJson(response, 200, wire.models);
  if (!wire.answers(path)) return sendJson(response, 404, wire.error(404, "No such path.", undefined));
  arrive(request);
  const message = wire.fault?.(request.ask) ?? null;
  const scripted: FakeBehaviour = fake.script?.(request) ?? { kind: "answer" };
  const behaviour: FakeBehaviour = message === null ? scripted : { kind: "status", status: 400, message };
  await behave(wire, behaviour, request, response, { nextStep, path });
}

async function behave(
  wire: FakeWire,
  behaviour: FakeBehaviour,
  { ask }: FakeRequest,
  response: ServerResponse,
  { nextStep, path }: { nextStep: () => Promise<boolean>; path: string },
): Promise<void> {
  const isStream = wire.streams(path, ask);
  const begin = () =>
    response.writeHead(200, { "content-type": "text/event-stream", "request-id": "req_fake" });
  switch (behaviour.kind) {
    case "hang":
      return;
    case "html":
      response.writeHead(200, { "content-type": "text/html" }).end("<html><h1>502 Bad Gateway</h1></html>");
      return;
    case "garbage":
      response.writeHead(200, { "content-type": isStream ? "text/event-stream" : "application/json" });
      response.end(isStream ? 'data: {"id": "chat\n\nfoo\n\ndata: 12\n\n' : '{"id": "chat');
      return;
    case "status": {
      const { status, message = `The fake was asked to answer ${status}.`, retryAfterSeconds } = behaviour;
      if (retryAfterSeconds !== undefined && wire.sendsRetryAfter)
        response.setHeader("retry-after", retryAfterSeconds);
      return sendJson(response, status, wire.error(status, message, retryAfterSeconds));
    }
    case "reset":
    case "cut short": {
      const [first = ""] = wire.streamed(ask, { kind: "answer" });
      if (behaviour.kind === "cut short") return void begin().end(first);
      if (behaviour.when === "after first chunk") {
        await new Promise<void>((resolve) => begin().write(first, () => resolve()));
      }
      response.socket?.resetAndDestroy();
      return;
    }
    case "answer": {
      if (!isStream) return sendJson(response, 200, wire.plain(ask, behaviour));
      begin().flushHeaders();
      const { failsWith, stepwise } = behaviour;
      const events = wire.streamed(ask, behaviour);
      const sent = failsWith === undefined ? events : [...events.slice(0, 1), wire.failure(failsWith)];
      for (const event of sent) {
        if (stepwise && !(await nextStep())) return;
        response.write(event);
      }
      response.end();
    }
  }
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json", "request-id": "req_fake" });
  response.end(JSON.stringify(body));
}
