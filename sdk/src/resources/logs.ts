import type { ListLogOptions, Log, LogPage, QueryOf } from "../api-types";
import type * as Api from "../generated/api";
import type { List } from "../list";
import { path } from "../path";
import type { CallOptions } from "../request-options";
import { Resource } from "./resource";

/** The requests of the account, and what they came to. */
export class Logs extends Resource {
  /** Requests that fit all of the query, newest first; with `after`, those that came since. */
  list(query?: ListLogOptions, options?: CallOptions): List<Log> {
    const goesOn = query?.after === undefined ? "before" : "after";
    return this.pages<Api.ListLogsAnswer, Log>("/v1/logs", query, options, ({ data }) => {
      // So it is for callers who say that they are an early client.
      if (Array.isArray(data)) return { items: data, rest: null };
      const { hasMore, next } = data.pagination;
      // The place is exact; an offset would pass over more.
      const rest = { [goesOn]: next, offset: undefined };
      return { items: data.logs, rest: hasMore && next !== null ? rest : null };
    });
  }

  /** One page with how many there are in all. */
  page(query?: ListLogOptions, options?: CallOptions): Promise<LogPage> {
    return this.read("/v1/logs", query, options);
  }

  /** A request with each attempt, and what is kept of what was asked and answered. */
  get(id: string, options?: CallOptions): Promise<Log> {
    return this.read(path`/v1/logs/${id}`, undefined, options);
  }

  overview(options?: CallOptions): Promise<Api.GetLogsOverviewAnswer> {
    return this.read("/v1/logs/overview", undefined, options);
  }

  /** What the calls of a gate came to. */
  gateTotal(gateId: string, options?: CallOptions): Promise<Api.GetGateTotalAnswer> {
    return this.read(path`/v1/logs/gate/${gateId}`, undefined, options);
  }

  /** The requests as the text of a file. */
  export(query?: QueryOf<Api.ExportLogsQuery>, options?: CallOptions): Promise<string> {
    return this.call("GET", "/v1/logs/export", { query, as: "text" }, options);
  }

  /** Forgets what was asked and answered; the row with its numbers stays. */
  deletePayload(id: string, options?: CallOptions): Promise<void> {
    return this.call("DELETE", path`/v1/logs/${id}/payload`, {}, options);
  }
}
