import type { Price } from "@/lib/prices/price";

/** What models are for. A gate can be for some of these (lib/core/gate-settings.ts). */
export const MODEL_TASKS = [
  "chat",
  "image",
  "video",
  "tts",
  "stt",
  "embeddings",
  "ocr",
  "audio",
  "moderation",
] as const;
export type ModelTask = (typeof MODEL_TASKS)[number];

/** A model that can be named in a gate, with what is known of it. */
export type CatalogueModel = {
  /** As one writes it in a gate: bare when its provider's price list has it, else `provider/model`. */
  id: string;
  /** The name before the slash: whose model it is. */
  provider: string;
  /** The provider's own name of it. */
  model: string;
  kind: string;
  displayName: string;
  description: string | null;
  /** Null when its name does not tell. */
  taskType: ModelTask | null;
  /** Most tokens of a conversation, answer included; null when not known. */
  contextWindow: number | null;
  deprecated: boolean;
  /** Unix seconds as its provider says; null when it does not. */
  createdAt: number | null;
  /** Null when no price is known; never 0 for that reason. */
  price: Price | null;
  /** Which source says so: a price list with its version, or `override:` with an id. */
  priceVersion: string | null;
  /** True when there is a key, or a server, that the provider can be reached with. */
  configured: boolean;
  /** True when the provider itself lists it. */
  offered: boolean;
};
