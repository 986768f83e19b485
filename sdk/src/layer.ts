import { Inference } from "./inference";
import type { LayerOptions } from "./options";
import { Transport } from "./transport";

/**
 * The client of a Layer instance.
 *
 * ```ts
 * const layer = new Layer({ apiKey: process.env.LAYER_API_KEY });
 * const answer = await layer.chat({ gateId: "default", data: { messages: [{ role: "user", content: "Hello" }] } });
 * ```
 */
export class Layer extends Inference {
  /** Throws `LayerError` when there is no key, neither in `apiKey` nor in LAYER_API_KEY, or an option is wrong. */
  constructor(options: LayerOptions = {}) {
    super(new Transport(options));
  }
}
