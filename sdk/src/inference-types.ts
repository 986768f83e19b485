/** Who says a message of a chat. */
export type Role = "system" | "user" | "assistant" | "tool" | "function" | "model" | "developer";
export type ImageDetail = "auto" | "low" | "high";
export type ImageMimeType = "image/jpeg" | "image/png" | "image/gif" | "image/webp";
export type AudioMimeType =
  | "audio/mpeg"
  | "audio/mp4"
  | "audio/wav"
  | "audio/webm"
  | "audio/ogg"
  | "audio/flac";
export type AudioFormat = "mp3" | "opus" | "aac" | "flac" | "wav" | "pcm";
export type ImageSize =
  | "256x256"
  | "512x512"
  | "1024x1024"
  | "1792x1024"
  | "1024x1792"
  | "1536x1024"
  | "1024x1536";
export type ImageQuality = "standard" | "hd";
export type ImageStyle = "vivid" | "natural";
export type VideoSize = "720x1280" | "1280x720" | "1024x1792" | "1792x1024";
export type VideoReferenceType = "subject" | "style" | "asset";
export type EncodingFormat = "float" | "base64";
export type OCRTableFormat = "markdown" | "html";
export type OCRDocumentType = "document_url" | "image_url" | "base64";
export type ResponseFormatType = "text" | "json_object" | "json_schema";
export type ToolChoice = "auto" | "required" | "none" | { type: "function"; function: { name: string } };
/** What a gate is for. */
export type TaskType = "chat" | "image" | "video" | "embeddings" | "tts" | "ocr";

/** A picture by address or by its bytes. */
export type ImageInput = {
  url?: string;
  base64?: string;
  mimeType?: ImageMimeType;
  detail?: ImageDetail;
};
export type AudioInput = { url?: string; base64?: string; mimeType?: AudioMimeType; format?: AudioFormat };
export type Tool = {
  type: "function";
  function: { name: string; description?: string; parameters?: Record<string, unknown> };
};
/** A tool the model wants called; `arguments` is JSON text. */
export type ToolCall = { id: string; type: "function"; function: { name: string; arguments: string } };
/** A part of a message as OpenAI writes it. */
export type ContentPart = { type: string; [field: string]: unknown };
export type MultimodalMessage = {
  role: Role;
  content?: string | ContentPart[] | null;
  images?: ImageInput[];
  audio?: AudioInput;
  toolCallId?: string;
  toolCalls?: ToolCall[];
  name?: string;
};

export type ChatRequest = {
  messages: MultimodalMessage[];
  systemPrompt?: string;
  tools?: Tool[];
  toolChoice?: ToolChoice;
  temperature?: number;
  maxTokens?: number;
  topP?: number;
  stream?: boolean;
  stopSequences?: string[];
  frequencyPenalty?: number;
  presencePenalty?: number;
  responseFormat?: ResponseFormatType | { type: ResponseFormatType; json_schema?: unknown };
  seed?: number;
};
export type ImageGenerationRequest = {
  prompt: string;
  size?: ImageSize;
  quality?: ImageQuality;
  count?: number;
  style?: ImageStyle;
  seed?: number;
};
export type VideoImageInput = { url?: string; base64?: string };
export type VideoReferenceImage = VideoImageInput & { referenceType?: VideoReferenceType };
export type VideoGenerationRequest = {
  prompt: string;
  duration?: number | string;
  size?: VideoSize;
  fps?: number;
  seed?: number;
  negativePrompt?: string;
  numberOfVideos?: number;
  personGeneration?: string;
  image?: VideoImageInput;
  lastFrame?: VideoImageInput;
  referenceImages?: VideoReferenceImage[];
};
export type EmbeddingsRequest = {
  input: string | string[];
  dimensions?: number;
  encodingFormat?: EncodingFormat;
};
export type TextToSpeechRequest = {
  input: string;
  voice?: string;
  speed?: number;
  responseFormat?: AudioFormat;
};
/** One of `documentUrl`, `imageUrl` and `base64` says what is read. */
export type OCRRequest = {
  documentUrl?: string;
  imageUrl?: string;
  base64?: string;
  mimeType?: string;
  tableFormat?: OCRTableFormat;
  includeImageBase64?: boolean;
  extractHeader?: boolean;
  extractFooter?: boolean;
};

/** What stands around the data of a call. */
export type BaseRequest = {
  /** Id or name of the gate. Left out, it is the account's default gate. */
  gateId?: string;
  /** The same, as older code says it. */
  gate?: string;
  gateName?: string;
  /** Instead of the gate's model, where the gate allows it. */
  model?: string;
  metadata?: Record<string, unknown>;
};
/** A call of one task. */
export type TaskRequest<Data> = BaseRequest & { data: Data };
type Tasks = {
  chat: ChatRequest;
  image: ImageGenerationRequest;
  video: VideoGenerationRequest;
  embeddings: EmbeddingsRequest;
  tts: TextToSpeechRequest;
  ocr: OCRRequest;
};
export type LayerRequest = { [T in TaskType]: TaskRequest<Tasks[T]> & { type: T } }[TaskType];
/** A call of any task; without `type` it is the gate's. */
export type LayerRequestInput = { [T in TaskType]: TaskRequest<Tasks[T]> & { type?: T } }[TaskType];
/** The flat call of the first SDK. */
export type CompletionRequest = Pick<ChatRequest, "messages" | "temperature" | "maxTokens" | "topP"> &
  BaseRequest;
export type CompletionResponse = {
  content: string;
  model: string;
  usage: { promptTokens: number; completionTokens: number; totalTokens: number };
};
