import type { CostBucket, QueryOf } from "../api-types";
import type * as Api from "../generated/api";
import type { List } from "../list";
import type { CallOptions } from "../request-options";
import { Resource } from "./resource";

/** What was used and what it cost. */
export class Usage extends Resource {
  /** A measure over time, told apart by what `group` says. */
  get(query?: QueryOf<Api.GetUsageQuery>, options?: CallOptions): Promise<Api.GetUsageAnswer> {
    return this.read("/v1/usage", query, options);
  }

  /** Costs per day in the shape of OpenAI's organization costs. */
  costs(query?: QueryOf<Api.GetUsageCostsQuery>, options?: CallOptions): List<CostBucket> {
    return this.pages<Api.GetUsageCostsAnswer, CostBucket>("/v1/usage/costs", query, options, ({ data }) => ({
      items: data.data,
      rest: data.next_page === null ? null : { page: data.next_page },
    }));
  }
}
