import type { ProviderKey } from "../api-types";
import type * as Api from "../generated/api";
import type { List } from "../list";
import { readArray } from "../list-of";
import { path } from "../path";
import type { CallOptions } from "../request-options";
import { Resource } from "./resource";

/** The account's own keys at providers. Where an id is asked for, the name of a provider does as well. */
export class ProviderKeys extends Resource {
  list(options?: CallOptions): List<ProviderKey> {
    return this.pages<ProviderKey[], ProviderKey>("/v1/provider-keys", undefined, options, readArray);
  }

  create(body: Api.CreateProviderKeyBody, options?: CallOptions): Promise<Api.CreateProviderKeyAnswer> {
    return this.call("POST", "/v1/provider-keys", { body }, options);
  }

  /** Puts another secret in its place. */
  update(
    id: string,
    body: Api.UpdateProviderKeyBody,
    options?: CallOptions,
  ): Promise<Api.UpdateProviderKeyAnswer> {
    return this.call("PUT", path`/v1/provider-keys/${id}`, { body }, options);
  }

  toggle(id: string, isActive: boolean, options?: CallOptions): Promise<Api.ToggleProviderKeysAnswer> {
    return this.call("PATCH", path`/v1/provider-keys/${id}/toggle`, { body: { isActive } }, options);
  }

  /** Asks the provider whether a key works: the one of the body, else the stored one. */
  test(
    id: string,
    body: Api.TestProviderKeyBody = {},
    options?: CallOptions,
  ): Promise<Api.TestProviderKeyAnswer> {
    return this.call("POST", path`/v1/provider-keys/${id}/test`, { body, repeatable: true }, options);
  }

  delete(id: string, options?: CallOptions): Promise<void> {
    return this.call("DELETE", path`/v1/provider-keys/${id}`, {}, options);
  }
}
