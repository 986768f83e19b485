import type { CurrentKey } from "./api-types";
import { Inference } from "./inference";
import type { LayerOptions } from "./options";
import type { CallOptions } from "./request-options";
import { Audit } from "./resources/audit";
import { Gates } from "./resources/gates";
import { Keys } from "./resources/keys";
import { Limits } from "./resources/limits";
import { Logs } from "./resources/logs";
import { Models } from "./resources/models";
import { ProviderKeys } from "./resources/provider-keys";
import { Spending } from "./resources/spending";
import { Usage } from "./resources/usage";
import { Transport } from "./transport";

/**
 * The client of a Layer instance: everything that can be clicked can be called.
 *
 * ```ts
 * const layer = new Layer();
 * const answer = await layer.chat({ data: { messages: [{ role: "user", content: "Hello" }] } });
 * ```
 */
export class Layer extends Inference {
  readonly keys: Keys;
  readonly gates: Gates;
  readonly logs: Logs;
  readonly usage: Usage;
  readonly spending: Spending;
  readonly providerKeys: ProviderKeys;
  readonly audit: Audit;
  readonly models: Models;
  readonly limits: Limits;

  /** Throws `LayerError` when there is no key, neither in `apiKey` nor in LAYER_API_KEY, or an option is wrong. */
  constructor(options: LayerOptions = {}) {
    super(new Transport(options));
    this.keys = new Keys(this);
    this.gates = new Gates(this);
    this.logs = new Logs(this);
    this.usage = new Usage(this);
    this.spending = new Spending(this);
    this.providerKeys = new ProviderKeys(this);
    this.audit = new Audit(this);
    this.models = new Models(this);
    this.limits = new Limits(this);
  }

  /** Which key this is and what it may do: the quickest test of a key. */
  whoami(options?: CallOptions): Promise<CurrentKey> {
    return this.keys.current(options);
  }
}
