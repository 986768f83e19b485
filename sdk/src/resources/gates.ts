import type { ActivityLog, Gate, GateHistory, UpdatedGate } from "../api-types";
import type * as Api from "../generated/api";
import type { List } from "../list";
import { readArray } from "../list-of";
import { path } from "../path";
import type { Answer, CallOptions } from "../request-options";
import { Resource } from "./resource";

/** What the server answers at most when nothing is said of it. */
const USUAL_LIMIT = 100;

/** The account's gates. Where an id is asked for, a name does as well. */
export class Gates extends Resource {
  list(options?: CallOptions): List<Gate> {
    return this.pages<Gate[], Gate>("/v1/gates", undefined, options, readArray);
  }

  get(id: string, options?: CallOptions): Promise<Gate> {
    return this.read(path`/v1/gates/${id}`, undefined, options);
  }

  create(body: Api.CreateGateBody, options?: CallOptions): Promise<Gate> {
    return this.call("POST", "/v1/gates", { body }, options);
  }

  /** Changes what is named; null clears a field. */
  async update(id: string, changes: Api.UpdateGateBody, options?: CallOptions): Promise<UpdatedGate> {
    const place = path`/v1/gates/${id}`;
    const answer = await this.call<Api.UpdateGateAnswer>("PATCH", place, { body: changes }, options);
    return { ...answer.gate, ...answer };
  }

  delete(id: string, options?: CallOptions): Promise<void> {
    return this.call("DELETE", path`/v1/gates/${id}`, {}, options);
  }

  /** Tries a gate, saved or not, on a few messages. */
  test(body: Api.TestGateBody, options?: CallOptions): Promise<Api.TestGateAnswer> {
    return this.call("POST", "/v1/gates/test", { body }, options);
  }

  /** Models that suit what the gate is described as. */
  suggestions(id: string, options?: CallOptions): Promise<Api.SuggestModelsForGateAnswer> {
    return this.read(path`/v1/gates/${id}/suggestions`, undefined, options);
  }

  /** Models that suit a description. */
  suggest(body: Api.SuggestModelsBody, options?: CallOptions): Promise<Api.SuggestModelsAnswer> {
    return this.call("POST", "/v1/gates/suggestions", { body, repeatable: true }, options);
  }

  /** Earlier settings, newest first. */
  history(id: string, query?: Api.ListGateHistoryQuery, options?: CallOptions): List<GateHistory> {
    const place = path`/v1/gates/${id}/history`;
    return this.pages<GateHistory[], GateHistory>(place, query, options, readBefore(query?.limit));
  }

  /** Who changed what, newest first. */
  activity(id: string, query?: Api.ListGateActivityQuery, options?: CallOptions): List<ActivityLog> {
    const place = path`/v1/gates/${id}/activity`;
    return this.pages<ActivityLog[], ActivityLog>(place, query, options, readBefore(query?.limit));
  }

  /** Gives the gate the settings it had. */
  rollback(id: string, body: Api.RollbackGateBody, options?: CallOptions): Promise<Gate> {
    return this.call("POST", path`/v1/gates/${id}/rollback`, { body }, options);
  }

  /** What the gate's calls would have cost with another model. */
  whatIf(id: string, query: Api.WhatIfModelQuery, options?: CallOptions): Promise<Api.WhatIfModelAnswer> {
    return this.read(path`/v1/gates/${id}/what-if`, query, options);
  }

  /** All gates as the text of a `layer.config.yaml`. */
  exportYaml(options?: CallOptions): Promise<string> {
    return this.call("GET", "/v1/gates/export", { as: "text" }, options);
  }

  /** Creates and updates the gates that a `layer.config.yaml` describes; with `dryRun` it only tells. Deletes none. */
  importYaml(body: Api.ImportGatesBody, options?: CallOptions): Promise<Api.ImportGatesAnswer> {
    return this.call("POST", "/v1/gates/import", { body, repeatable: true }, options);
  }
}

/** A full answer may have more behind it; the list goes on before its last one. */
function readBefore(limit = USUAL_LIMIT) {
  return <T extends { id: string }>({ data }: Answer<T[]>) => {
    const last = data.at(-1);
    return { items: data, rest: data.length < limit || last === undefined ? null : { before: last.id } };
  };
}
