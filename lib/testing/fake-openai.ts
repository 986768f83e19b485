import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import {
  type Behaviour,
  behaviourOf,
  type ChatAsk,
  errorBody,
  OFFERED_MODELS,
  plainAnswer,
  streamedAnswer,
} from "./fake-openai-answers";
import { readBody, watchResponse } from "./watch-response";

/** One request as the fake received it. */
export type ReceivedRequest = {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  /** The bytes of the body, exactly as sent. */
  body: Buffer;
  ask: ChatAsk;
  /** Lets the next `count` events of a stepwise stream go out; without a count, all that are left. */
  release(count?: number): void;
  /** Resolves when the client went away before the answer was complete. */
  clientGone: Promise<void>;
  /** True once the client went away before the answer was complete. */
  aborted: boolean;
};

export type FakeOpenAI = {
  /** Address to give as the base URL of a provider: ends with `/v1`. */
  baseUrl: string;
  /** The POST requests so far. */
  requests: ReceivedRequest[];
  /** Decides what happens to a request; undefined leaves it to the model's name. */
  script: ((request: ReceivedRequest) => Behaviour | undefined) | undefined;
  /** The request at this position, as soon as it has arrived. */
  received(position: number): Promise<ReceivedRequest>;
  stop(): Promise<void>;
};

/** A real HTTP server on loopback that speaks OpenAI's wire format and does to each request what a test asks. */
export async function startFakeOpenAI(options: { apiKey?: string; port?: number } = {}): Promise<FakeOpenAI> {
  const waiting: Array<{ position: number; resolve: (request: ReceivedRequest) => void }> = [];
  const server = createServer({ keepAliveTimeout: 60_000 }, (incoming, response) => {
    // A reset in the middle of a body is one of the things tests do on purpose.
    receive(incoming, response).catch(() => response.destroy());
  });
  const receive = async (incoming: IncomingMessage, response: ServerResponse) => {
    const request = observe(incoming, response, await readBody(incoming));
    // A list of models is asked for whenever somebody names one; tests are about what is done with them.
    if (request.method === "POST") fake.requests.push(request);
    for (const waiter of waiting.splice(0)) {
      const arrived = fake.requests[waiter.position];
      if (arrived === undefined) waiting.push(waiter);
      else waiter.resolve(arrived);
    }
    await answer(request, response, request.nextStep, options.apiKey, fake.script);
  };
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const fake: FakeOpenAI = {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests: [],
    script: undefined,
    received: (position) =>
      new Promise((resolve) => {
        const arrived = fake.requests[position];
        if (arrived === undefined) waiting.push({ position, resolve });
        else resolve(arrived);
      }),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return fake;
}

function observe(incoming: IncomingMessage, response: ServerResponse, body: Buffer) {
  const facts = {
    method: incoming.method ?? "",
    path: incoming.url ?? "",
    headers: incoming.headers,
    body,
    ask: parse(body),
  };
  return Object.assign(watchResponse(response), facts);
}

function parse(body: Buffer): ChatAsk {
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    return typeof value === "object" && value !== null ? (value as ChatAsk) : {};
  } catch {
    return {};
  }
}

async function answer(
  request: ReceivedRequest,
  response: ServerResponse,
  nextStep: () => Promise<boolean>,
  apiKey: string | undefined,
  script: FakeOpenAI["script"],
): Promise<void> {
  if (apiKey !== undefined && request.headers.authorization !== `Bearer ${apiKey}`) {
    return sendJson(response, 401, errorBody(401, "Incorrect API key provided."));
  }
  if (request.method === "GET" && request.path === "/v1/models") {
    const data = OFFERED_MODELS.map((id) => ({ id, object: "model", created: 0, owned_by: "fake" }));
    return sendJson(response, 200, { object: "list", data });
  }
  if (request.method !== "POST" || request.path !== "/v1/chat/completions") {
    return sendJson(response, 404, errorBody(404, "No such path."));
  }
  await behave(script?.(request) ?? behaviourOf(request.ask.model), request, response, nextStep);
}

async function behave(
  behaviour: Behaviour,
  { ask }: ReceivedRequest,
  response: ServerResponse,
  nextStep: () => Promise<boolean>,
): Promise<void> {
  switch (behaviour.kind) {
    case "hang":
      return;
    case "status":
      if (behaviour.retryAfterSeconds !== undefined) {
        response.setHeader("retry-after", behaviour.retryAfterSeconds);
      }
      return sendJson(response, behaviour.status, errorBody(behaviour.status, behaviour.message));
    case "html":
      response.writeHead(200, { "content-type": "text/html" }).end("<html><h1>502 Bad Gateway</h1></html>");
      return;
    case "garbage":
      response.writeHead(200, { "content-type": ask.stream ? "text/event-stream" : "application/json" });
      response.end(ask.stream ? 'data: {"id": "chatcmpl-\n\nfoo\n\ndata: 12\n\n' : '{"id": "chatcmpl-');
      return;
    case "reset":
      if (behaviour.when === "after first chunk") {
        response.writeHead(200, { "content-type": "text/event-stream" });
        const [first = ""] = streamedAnswer(ask, { kind: "answer" });
        await new Promise<void>((resolve) => response.write(`data: ${first}\n\n`, () => resolve()));
      }
      response.socket?.resetAndDestroy();
      return;
    case "answer":
      if (!ask.stream) return sendJson(response, 200, plainAnswer(ask, behaviour));
      response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
      response.flushHeaders();
      for (const payload of streamedAnswer(ask, behaviour)) {
        if (behaviour.stepwise && !(await nextStep())) return;
        response.write(`data: ${payload}\n\n`);
      }
      response.end();
  }
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json", "x-request-id": "req_fake" });
  response.end(JSON.stringify(body));
}
