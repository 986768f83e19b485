/** What a model is for. */
export type ModelType =
  | "chat"
  | "image"
  | "video"
  | "audio"
  | "tts"
  | "stt"
  | "embeddings"
  | "ocr"
  | "moderation"
  | "responses"
  | "language-completion";

/** What is known of a model. */
export type ModelEntry = {
  type?: ModelType;
  provider: string;
  displayName: string;
  description?: string;
  /** USD per 1M tokens; left out when not known. */
  pricing?: { input?: number; output?: number };
  contextLength?: number;
  deprecated?: boolean;
  isAvailable?: boolean;
};
