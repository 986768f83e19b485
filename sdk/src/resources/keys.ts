import type { KeySecret, KeyWithUsage, ListKeysOptions } from "../api-types";
import type * as Api from "../generated/api";
import type { List } from "../list";
import { readLinkedArray, readWireList, type WireList } from "../list-of";
import { path } from "../path";
import type { CallOptions } from "../request-options";
import { type SecretOptions, type Shown, withSecret } from "../with-secret";
import { Resource } from "./resource";

/** The account's API keys. */
export class Keys extends Resource {
  /** Keys that are not deleted, newest first. */
  list(query?: ListKeysOptions, options?: CallOptions): List<KeyWithUsage> {
    return this.pages<KeyWithUsage[], KeyWithUsage>("/v1/keys", query, options, readLinkedArray);
  }

  get(id: string, options?: CallOptions): Promise<Api.GetKeyAnswer> {
    return this.read(path`/v1/keys/${id}`, undefined, options);
  }

  /** The key this client calls with, and what it may do. */
  current(options?: CallOptions): Promise<Api.GetCurrentKeyAnswer> {
    return this.read("/v1/key", undefined, options);
  }

  /**
   * Makes a key; `key` of the answer is the secret, which is shown this once. With an `idempotencyKey` of your own, a repetition
   * answers with the same key and `key: null`.
   */
  create(body: Api.CreateKeyBody, options?: SecretOptions): Promise<Shown<Api.CreateKeyAnswer>>;
  create(body: Api.CreateKeyBody, options: CallOptions): Promise<Api.CreateKeyAnswer>;
  create(body: Api.CreateKeyBody, options?: CallOptions): Promise<Api.CreateKeyAnswer> {
    return this.#making<Api.CreateKeyAnswer>("/v1/keys", body, options);
  }

  update(id: string, changes: Api.UpdateKeyBody, options?: CallOptions): Promise<Api.UpdateKeyAnswer> {
    return this.call("PATCH", path`/v1/keys/${id}`, { body: changes }, options);
  }

  /** Refuses every call with the key from now on, until it is enabled again. */
  disable(id: string, options?: CallOptions): Promise<Api.UpdateKeyAnswer> {
    return this.update(id, { disabled: true }, options);
  }

  enable(id: string, options?: CallOptions): Promise<Api.UpdateKeyAnswer> {
    return this.update(id, { disabled: false }, options);
  }

  /** Stops the key at once. */
  delete(id: string, options?: CallOptions): Promise<void> {
    return this.call("DELETE", path`/v1/keys/${id}`, {}, options);
  }

  /** Brings a deleted key back, within the time in which that is possible. */
  restore(id: string, options?: CallOptions): Promise<Api.RestoreKeyAnswer> {
    return this.call("POST", path`/v1/keys/${id}/restore`, {}, options);
  }

  /** Gives the key a new secret; the old one works on until `oldSecretEnds`. */
  rotate(id: string, body?: Api.RotateKeyBody, options?: SecretOptions): Promise<Shown<Api.RotateKeyAnswer>>;
  rotate(id: string, body: Api.RotateKeyBody, options: CallOptions): Promise<Api.RotateKeyAnswer>;
  rotate(id: string, body: Api.RotateKeyBody = {}, options?: CallOptions): Promise<Api.RotateKeyAnswer> {
    return this.#making<Api.RotateKeyAnswer>(path`/v1/keys/${id}/rotate`, body, options);
  }

  /** Makes a key with the same settings. */
  duplicate(id: string, options?: SecretOptions): Promise<Shown<Api.DuplicateKeyAnswer>>;
  duplicate(id: string, options: CallOptions): Promise<Api.DuplicateKeyAnswer>;
  duplicate(id: string, options?: CallOptions): Promise<Api.DuplicateKeyAnswer> {
    return this.#making<Api.DuplicateKeyAnswer>(path`/v1/keys/${id}/duplicate`, undefined, options);
  }

  /** The secrets the key has had, newest first; none is shown. */
  secrets(id: string, query?: Api.ListKeySecretsQuery, options?: CallOptions): List<KeySecret> {
    const place = path`/v1/keys/${id}/secrets`;
    return this.pages<WireList<KeySecret>, KeySecret>(place, query, options, readWireList);
  }

  /** Stops one secret at once; the key's others work on. */
  stopSecret(id: string, secretId: string, options?: CallOptions): Promise<void> {
    return this.call("DELETE", path`/v1/keys/${id}/secrets/${secretId}`, {}, options);
  }

  /** Sets when a secret ends that has a newer one beside it. */
  updateSecret(
    id: string,
    secretId: string,
    changes: Api.UpdateKeySecretBody,
    options?: CallOptions,
  ): Promise<Api.UpdateKeySecretAnswer> {
    return this.call("PATCH", path`/v1/keys/${id}/secrets/${secretId}`, { body: changes }, options);
  }

  /** Finds whose key something is, by its beginning, its end, its SHA-256 or the id of a request. */
  find(clue: Api.FindKeysBody, options?: CallOptions): Promise<Api.FindKeysAnswer> {
    return this.call("POST", "/v1/keys/find", { body: clue, repeatable: true }, options);
  }

  /** Does the same to several keys, and tells of each what came of it. */
  bulk(body: Api.ChangeKeysBody, options?: CallOptions): Promise<Api.ChangeKeysAnswer> {
    return this.call("POST", "/v1/keys/bulk", { body, repeatable: true }, options);
  }

  /** What the key may do with a scope, judged by its calls so far. */
  previewScope(
    id: string,
    body: Api.PreviewKeyScopeBody,
    options?: CallOptions,
  ): Promise<Api.PreviewKeyScopeAnswer> {
    const place = path`/v1/keys/${id}/scope-preview`;
    return this.call("POST", place, { body, repeatable: true }, options);
  }

  /** How long an amount lasts at the key's pace. */
  forecast(id: string, query?: Api.ForecastKeyQuery, options?: CallOptions): Promise<Api.ForecastKeyAnswer> {
    return this.read(path`/v1/keys/${id}/forecast`, query, options);
  }

  /** What the account does about leaked and unusual keys. */
  policy(options?: CallOptions): Promise<Api.GetKeyPolicyAnswer> {
    return this.read("/v1/keys/policy", undefined, options);
  }

  updatePolicy(body: Api.UpdateKeyPolicyBody, options?: CallOptions): Promise<Api.UpdateKeyPolicyAnswer> {
    return this.call("PATCH", "/v1/keys/policy", { body }, options);
  }

  /** The server knows a repetition by its idempotency key, so that trying again makes no second key. */
  #making<A extends Api.CreateKeyAnswer>(
    place: string,
    body: object | undefined,
    options: CallOptions | undefined,
  ): Promise<Shown<A>> {
    return withSecret(this.call<A>("POST", place, { body, repeatable: true }, options), options);
  }
}
