import type { Answer, RequestOptions } from "./request-options";

/** What a part of the client calls the server with. */
export type Caller = {
  request<T>(options: RequestOptions): Promise<T>;
  send<T>(options: RequestOptions): Promise<Answer<T>>;
};
