import type { Model } from "../api-types";
import type { List } from "../list";
import type { WireList } from "../list-of";
import { path } from "../path";
import type { ModelEntry } from "../registry-types";
import type { CallOptions } from "../request-options";
import { Resource } from "./resource";

/** What an instance knows of models. */
export type Registry = {
  version: string;
  generatedAt: string;
  models: Record<string, ModelEntry>;
  metadata: { totalModels: number; lastSync: string };
};

/** What can be named in `model`: gates first, then models. */
export class Models extends Resource {
  list(options?: CallOptions): List<Model> {
    return this.pages<WireList<Model>, Model>("/v1/models", undefined, options, ({ data }) => ({
      items: data.data,
      rest: null,
    }));
  }

  get(id: string, options?: CallOptions): Promise<Model> {
    return this.read(path`/v1/models/${id}`, undefined, options);
  }

  /** Every model that the instance knows, with its list price. */
  registry(options?: CallOptions): Promise<Registry> {
    return this.read("/v1/registry", undefined, options);
  }
}
