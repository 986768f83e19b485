import type { Departure } from "./departure";

export type ProviderId = "sandbox" | "openai";

/** One call to a provider in OpenAI's chat format. */
export type ProviderCall = {
  /** The provider's own name of the model, as it stands in `body`. */
  model: string;
  /** The JSON text to send. */
  body: Uint8Array;
  /** Says when the client has left. */
  departure: Departure;
};

/**
 * What a provider answered. `body` is complete for a plain answer and arrives piece by piece for a stream of
 * server-sent events.
 */
export type ProviderAnswer = {
  status: number;
  contentType: string;
  providerRequestId: string | null;
  /** The provider's `Retry-After`, in whole seconds. */
  retryAfterSeconds: number | null;
  body: Uint8Array | AsyncIterable<Uint8Array>;
};

export type ProviderModel = { id: string; createdAt: number | null };

/** A place that answers for models. */
export type Provider = {
  readonly id: ProviderId;
  /** How people see it. */
  readonly label: string;
  /** What no client may read in its errors: the key and the host it is reached with. */
  readonly secrets: readonly string[];
  /**
   * Sends a chat completion. Throws `AppError` provider_unreachable, provider_timeout, provider_failed (an answer
   * too large or cut short) or client_closed; an HTTP error of the provider is returned, not thrown.
   */
  completeChat(call: ProviderCall): Promise<ProviderAnswer>;
  /** The models it offers now. Throws like `completeChat`. */
  listModels(): Promise<ProviderModel[]>;
};
