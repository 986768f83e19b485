import type { SpendingLimit } from "../api-types";
import type * as Api from "../generated/api";
import type { List } from "../list";
import { readWireList, type WireList } from "../list-of";
import { path } from "../path";
import type { CallOptions } from "../request-options";
import { Resource } from "./resource";

/** What may be spent, and what has been. */
export class Spending extends Resource {
  get(options?: CallOptions): Promise<Api.GetSpendingAnswer> {
    return this.read("/v1/spending", undefined, options);
  }

  /** The account's own limit in USD; null takes it away. */
  setLimit(limit: number | null, options?: CallOptions): Promise<Api.SetSpendingLimitAnswer> {
    return this.call("PUT", "/v1/spending/limit", { body: { limit } }, options);
  }

  setEnforcement(
    enforcementType: Api.SetSpendingEnforcementBody["enforcementType"],
    options?: CallOptions,
  ): Promise<Api.SetSpendingEnforcementAnswer> {
    return this.call("PUT", "/v1/spending/enforcement", { body: { enforcementType } }, options);
  }

  reset(options?: CallOptions): Promise<Api.ResetSpendingAnswer> {
    return this.call("POST", "/v1/spending/reset", {}, options);
  }

  /** The limits of the account, its gates and its keys. */
  limits(query?: Api.ListSpendingLimitsQuery, options?: CallOptions): List<SpendingLimit> {
    const place = "/v1/spending/limits";
    return this.pages<WireList<SpendingLimit>, SpendingLimit>(place, query, options, readWireList);
  }

  getLimit(id: string, options?: CallOptions): Promise<SpendingLimit> {
    return this.read(path`/v1/spending/limits/${id}`, undefined, options);
  }

  createLimit(body: Api.CreateSpendingLimitBody, options?: CallOptions): Promise<SpendingLimit> {
    return this.call("POST", "/v1/spending/limits", { body }, options);
  }

  updateLimit(
    id: string,
    changes: Api.UpdateSpendingLimitBody,
    options?: CallOptions,
  ): Promise<SpendingLimit> {
    return this.call("PATCH", path`/v1/spending/limits/${id}`, { body: changes }, options);
  }

  /** Gives room once more, for the period that runs. */
  raiseLimit(id: string, body: Api.RaiseSpendingLimitBody, options?: CallOptions): Promise<SpendingLimit> {
    return this.call("POST", path`/v1/spending/limits/${id}/raise`, { body }, options);
  }

  deleteLimit(id: string, options?: CallOptions): Promise<void> {
    return this.call("DELETE", path`/v1/spending/limits/${id}`, {}, options);
  }
}
