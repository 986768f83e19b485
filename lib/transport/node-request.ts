import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { bodyTooLarge, type DirectRequest } from "@/lib/gateway/read-body";
import { clientClosed } from "@/lib/providers/connection-error";
import { PEER_HEADER } from "./client-network";

/**
 * The web-standard view of a Node request, built only as far as a handler looks: making a real `Request` and
 * draining its body through a web stream costs more CPU than the rest of a call.
 */
export function webRequest(incoming: IncomingMessage, response: ServerResponse): DirectRequest {
  return new NodeRequest(incoming, response) as unknown as DirectRequest;
}

class NodeRequest {
  private lazyHeaders: NodeHeaders | undefined;
  private controller: AbortController | undefined;
  private whole: Request | undefined;

  constructor(
    private readonly incoming: IncomingMessage,
    private readonly response: ServerResponse,
  ) {}

  get method(): string {
    return this.incoming.method ?? "GET";
  }

  /** The host is not told: nothing may depend on what a client claims it to be. */
  get url(): string {
    return `http://localhost${this.incoming.url ?? "/"}`;
  }

  get headers(): NodeHeaders {
    this.lazyHeaders ??= new NodeHeaders(this.incoming);
    return this.lazyHeaders;
  }

  /** Aborted when the client leaves before its answer is complete. */
  get signal(): AbortSignal {
    if (this.controller === undefined) {
      const controller = new AbortController();
      this.controller = controller;
      this.onLeave(() => controller.abort());
    }
    return this.controller.signal;
  }

  onLeave(listener: () => void): void {
    const { response } = this;
    const closed = () => {
      if (!response.writableEnded) listener();
    };
    if (response.destroyed) closed();
    else response.once("close", closed);
  }

  get body(): Request["body"] {
    return this.standard.body;
  }

  get bodyUsed(): boolean {
    return this.incoming.readableDidRead;
  }

  text(): Promise<string> {
    return this.standard.text();
  }

  json(): Promise<unknown> {
    return this.standard.json();
  }

  arrayBuffer(): Promise<ArrayBuffer> {
    return this.standard.arrayBuffer();
  }

  readBytes(limit: number): Promise<Uint8Array> {
    return collect(this.incoming, limit);
  }

  private get standard(): Request {
    const hasBody = this.method !== "GET" && this.method !== "HEAD";
    this.whole ??= new Request(this.url, {
      method: this.method,
      headers: this.headers.standard,
      ...(hasBody ? { body: Readable.toWeb(this.incoming), duplex: "half" } : {}),
    } as RequestInit);
    return this.whole;
  }
}
Object.setPrototypeOf(NodeRequest.prototype, Request.prototype);

class NodeHeaders {
  private whole: Headers | undefined;

  constructor(private readonly incoming: IncomingMessage) {}

  get(name: string): string | null {
    const key = name.toLowerCase();
    if (key === PEER_HEADER) return this.incoming.socket.remoteAddress ?? null;
    const value = this.incoming.headers[key];
    return Array.isArray(value) ? value.join(", ") : (value ?? null);
  }

  has(name: string): boolean {
    return this.get(name) !== null;
  }

  get standard(): Headers {
    if (this.whole === undefined) {
      this.whole = new Headers();
      for (const name of Object.keys(this.incoming.headers)) {
        const value = this.get(name);
        if (value !== null) this.whole.set(name, value);
      }
    }
    return this.whole;
  }

  forEach(visit: (value: string, name: string, parent: Headers) => void): void {
    this.standard.forEach(visit);
  }

  entries() {
    return this.standard.entries();
  }

  keys() {
    return this.standard.keys();
  }

  values() {
    return this.standard.values();
  }

  [Symbol.iterator]() {
    return this.standard[Symbol.iterator]();
  }
}
Object.setPrototypeOf(NodeHeaders.prototype, Headers.prototype);

function collect(incoming: IncomingMessage, limit: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let length = 0;
    const leave = () => {
      // A connection also closes after everything has arrived; making an error is not free.
      if (!incoming.complete) reject(clientClosed());
    };
    incoming.on("data", (piece: Buffer) => {
      length += piece.length;
      if (length <= limit) {
        pieces.push(piece);
        return;
      }
      // What still comes is thrown away, so that memory stays flat while the refusal is written.
      pieces.length = 0;
      reject(bodyTooLarge(limit));
    });
    incoming.once("end", () => {
      const [only] = pieces;
      resolve(pieces.length === 1 && only !== undefined ? only : Buffer.concat(pieces));
    });
    incoming.once("error", leave);
    incoming.once("close", leave);
  });
}
