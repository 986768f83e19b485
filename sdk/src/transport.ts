import { answerError } from "./answer-error";
import { AbortError, LayerError } from "./errors";
import { eventData } from "./event-stream";
import { type LayerOptions, readSettings, type Settings } from "./options";
import { addressOf, initOf, newIdempotencyKey } from "./request-init";
import type { Answer, RequestOptions } from "./request-options";
import { type Failure, retryVerdict } from "./retry-verdict";
import { redirectAnswer, unexpectedAnswer } from "./unexpected-answer";
import { Watch } from "./watch";

type Opened = { response: Response; watch: Watch; url: string };

/** Makes calls: the key, tries, time-outs and errors are its business. What it holds is private, so that no print shows the key. */
export class Transport {
  readonly #settings: Settings;

  constructor(options: LayerOptions) {
    this.#settings = readSettings(options);
  }

  get baseUrl(): string {
    return this.#settings.baseUrl;
  }

  /** Makes a call and answers with its data and its head. Throws `LayerError`s only. */
  send<T>(options: RequestOptions): Promise<Answer<T>> {
    return this.#repeat(options, async (opened) => {
      const { response } = opened;
      const text = await this.#textOf(opened);
      return {
        data: this.#dataOf(opened, text, options) as T,
        status: response.status,
        headers: response.headers,
        requestId: response.headers.get("x-request-id"),
      };
    });
  }

  /** The data of each server-sent event. Throws when the stream breaks; whoever stops reading ends the call. */
  async *events(options: RequestOptions): AsyncGenerator<string> {
    const { response, watch } = await this.#repeat(options, async (opened) => {
      const { response, url } = opened;
      if (response.headers.get("content-type")?.startsWith("text/event-stream")) return opened;
      const text = this.#hide(await this.#textOf(opened));
      throw unexpectedAnswer({ ...headOf(response), text, url, baseUrl: this.baseUrl });
    });
    try {
      yield* eventData(this.#piecesOf(response, watch));
    } finally {
      watch.end();
      // Nobody waits for the rest, and the server must learn that.
      await response.body?.cancel().catch(() => undefined);
    }
  }

  /** Tries until there is an answer to read or no try is left. `read` gets good answers only. */
  async #repeat<T>(options: RequestOptions, read: (opened: Opened) => Promise<T>): Promise<T> {
    const init = initOf(this.#settings, options, options.idempotencyKey ?? newIdempotencyKey());
    const isRepeatable = options.repeatable ?? options.method !== "POST";
    const tries = 1 + (options.maxRetries ?? this.#settings.maxRetries);
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await this.#attempt(options, init, read);
      if ("value" in outcome) return outcome.value;
      const wait = attempt < tries ? retryVerdict(outcome, attempt, isRepeatable) : null;
      if (wait === null) throw outcome.error;
      await pause(wait, options.signal);
    }
  }

  async #attempt<T>(
    options: RequestOptions,
    init: RequestInit,
    read: (opened: Opened) => Promise<T>,
  ): Promise<{ value: T } | Failure> {
    const settings = this.#settings;
    const url = addressOf(settings, options);
    const watch = new Watch(options.timeoutMs ?? settings.timeoutMs, options.signal);
    let response: Response | null = null;
    try {
      response = await settings.fetch(url, { ...init, signal: watch.signal });
      const refusal = await this.#refusalOf({ response, watch, url });
      if (refusal === null) return { value: await read({ response, watch, url }) };
      watch.end();
      return { error: refusal, status: response.status, headers: response.headers };
    } catch (thrown) {
      watch.end();
      if (thrown instanceof LayerError) throw thrown;
      return { error: watch.explain(thrown, this.baseUrl), status: null, headers: null };
    }
  }

  /** The error an answer stands for; null when it is a good one. */
  async #refusalOf({ response, url }: Opened): Promise<LayerError | null> {
    const { baseUrl } = this;
    if (response.type === "opaqueredirect" || (response.status >= 300 && response.status < 400))
      return redirectAnswer({ ...headOf(response), url, baseUrl });
    if (response.ok) return null;
    const text = this.#hide(await response.text());
    const body = jsonIn(text);
    if (typeof body !== "object" || body === null)
      return unexpectedAnswer({ ...headOf(response), text, url, baseUrl });
    return answerError(response.status, response.headers, body);
  }

  async #textOf({ response, watch }: Opened): Promise<string> {
    const text = await response.text();
    watch.end();
    return text;
  }

  #dataOf({ response, url }: Opened, text: string, { as = "json" }: RequestOptions): unknown {
    if (response.status === 204) return undefined;
    const isPage = (response.headers.get("content-type") ?? "").startsWith("text/html");
    if (as === "text" && !isPage) return text;
    const data = jsonIn(text);
    if (data !== undefined) return data;
    const shown = { ...headOf(response), text: this.#hide(text), url, baseUrl: this.baseUrl };
    throw unexpectedAnswer(shown);
  }

  /** The text of a stream as it comes; each piece gives it another `timeoutMs`. */
  async *#piecesOf({ body }: Response, watch: Watch): AsyncGenerator<string> {
    const reader = body?.getReader();
    if (reader === undefined) return;
    const decoder = new TextDecoder();
    try {
      for (;;) {
        const { done, value } = await reader.read();
        watch.renew();
        if (done) return;
        yield decoder.decode(value, { stream: true });
      }
    } catch (thrown) {
      throw thrown instanceof LayerError ? thrown : watch.explain(thrown, this.baseUrl);
    } finally {
      reader.releaseLock();
    }
  }

  /** Whoever echoes what was sent must not get the key into a message. */
  #hide(text: string): string {
    return text.replaceAll(this.#settings.apiKey, "[key]");
  }
}

function headOf({ status, headers }: Response): { status: number; headers: Headers } {
  return { status, headers };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function pause(waitMs: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = () => {
      clearTimeout(timer);
      reject(new AbortError("The call was ended by its signal."));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", leave);
      resolve();
    }, waitMs);
    if (signal?.aborted) leave();
    signal?.addEventListener("abort", leave, { once: true });
  });
}
