import type { LanguageModelV3 } from "@ai-sdk/provider";
import type { Departure } from "./departure";

/**
 * The formats a client can speak, named by the path they are known under. A provider that speaks the client's format gets
 * the client's bytes.
 */
export type WireFormat =
  | "chat/completions"
  | "responses"
  | "embeddings"
  | "images/generations"
  | "audio/speech"
  | "audio/transcriptions"
  | "messages"
  | "messages/count_tokens"
  | "ocr"
  // No kind makes videos yet; the native API names them to say so.
  | "videos";

/** One call to a provider in one of the formats that it speaks. */
export type ProviderCall = {
  format: WireFormat;
  /** The provider's own name of the model, as it stands in `body`. */
  model: string;
  /** What to send, JSON unless `contentType` says otherwise. */
  body: Uint8Array;
  contentType?: string;
  /** Headers of the client that the format hands on, names in lower case. */
  headers?: Readonly<Record<string, string>>;
  /** Says when the client has left or the time is up. */
  departure: Departure;
  /** Told the status of an answer as it begins, however it goes on. */
  onBegun?: (status: number) => void;
};

/**
 * What a provider answered. `body` is complete for a plain answer and arrives piece by piece for a stream of
 * server-sent events or of sound.
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

/** A place that answers for models, reached with one key. */
export type Provider = {
  /** What its models are named after: `openai` in `openai/gpt-4o`; the name of a server of one's own. */
  readonly id: string;
  /** How people see it. */
  readonly label: string;
  /** How it is spoken to. */
  readonly kind: ProviderKind;
  /** True when the account's own key pays, false for the instance's. */
  readonly isOwn: boolean;
  /** What no client may read in its errors: the key and the host it is reached with. */
  readonly secrets: readonly string[];
  /** Where it is reached; not there when it is no server. */
  readonly server?: { address: string; port: number };
  /**
   * Sends a call in a format that the kind speaks. Throws `AppError` provider_unreachable, provider_timeout,
   * provider_failed (an answer too large or cut short) or client_closed; an HTTP error of the provider is returned,
   * not thrown.
   */
  send(call: ProviderCall): Promise<ProviderAnswer>;
  /** The models it offers now. Throws like `send`; an HTTP error is provider_rejected with the status in `details`. */
  listModels(): Promise<ProviderModel[]>;
  /**
   * The AI SDK's view of a model, for chat in a format that the kind does not speak. `guarded` may read along in what the provider
   * answers it.
   */
  chatModel(model: string, guarded?: (send: typeof fetch) => typeof fetch): Promise<LanguageModelV3>;
};

/** What the AI SDK needs to reach a provider; `fetch` goes through the provider's own connections. */
export type ChatModelSettings = {
  model: string;
  baseUrl: string;
  apiKey: string | undefined;
  fetch: typeof fetch;
};

/** Answers a call as the format wants it, like `Provider.send`; an HTTP error of the provider is returned, all else thrown. */
export type SdkAnswer = (
  call: ProviderCall,
  settings: Omit<ChatModelSettings, "model">,
) => Promise<ProviderAnswer>;

/** How a kind of provider is spoken to. A new kind is one file beside the others and one line in `kinds.ts`. */
export type ProviderKind = {
  readonly id: string;
  readonly label: string;
  /** Address of its API with the version; null when each has its own. */
  readonly baseUrl: string | null;
  readonly needsKey: boolean;
  /** The path of each format that it speaks itself, below the base URL. */
  readonly paths: Readonly<Partial<Record<WireFormat, string>>>;
  /** Formats that it answers by its own API, through the AI SDK's part for it. */
  readonly answers?: Readonly<Partial<Record<WireFormat, SdkAnswer>>>;
  readonly modelsPath: string;
  /** Its provider in the price data; null when it has none. */
  readonly priceList: string | null;
  /** Where a chat in OpenAI's format says how long an answer may be. */
  readonly maxTokensField: "max_tokens" | "max_completion_tokens";
  authorize(apiKey: string): Record<string, string>;
  /** The models in the answer of `modelsPath`. */
  readModels(json: unknown): ProviderModel[];
  chatModel(settings: ChatModelSettings): Promise<LanguageModelV3>;
};
