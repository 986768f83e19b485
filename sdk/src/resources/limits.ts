import type * as Api from "../generated/api";
import type { CallOptions } from "../request-options";
import { Resource } from "./resource";

/** What may be called now. */
export class Limits extends Resource {
  /** Every limit that holds this key, with what is left of it; with `gate`, that gate's too. */
  list(query?: Api.ListLimitsQuery, options?: CallOptions): Promise<Api.ListLimitsAnswer> {
    return this.read("/v1/limits", query, options);
  }
}
