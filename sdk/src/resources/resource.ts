import type { Caller } from "../caller";
import type { List } from "../list";
import { listOf, type Part } from "../list-of";
import type { Answer, CallOptions, RequestOptions } from "../request-options";

type Rest = Pick<RequestOptions, "query" | "body" | "as" | "repeatable" | "headers">;

/** A part of the client. It holds the client privately, so that no print of it shows more than its name. */
export abstract class Resource {
  readonly #client: Caller;

  constructor(client: Caller) {
    this.#client = client;
  }

  protected read<T>(path: string, query: object | undefined, options: CallOptions | undefined): Promise<T> {
    return this.call("GET", path, { query }, options);
  }

  protected call<T>(
    method: RequestOptions["method"],
    path: string,
    rest: Rest,
    options: CallOptions | undefined,
  ): Promise<T> {
    return this.#client.request<T>({ method, path, ...rest, ...options });
  }

  protected pages<A, T>(
    path: string,
    query: object | undefined,
    options: CallOptions | undefined,
    read: (answer: Answer<A>) => Part<T>,
  ): List<T> {
    return listOf<A, T>(this.#client, { path, query, options }, read);
  }
}
