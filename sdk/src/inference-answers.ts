import type { AudioFormat, ToolCall } from "./inference-types";

export type FinishReason = "completed" | "length_limit" | "tool_call" | "filtered" | "error";
export type ImageOutput = { url?: string; base64?: string; revisedPrompt?: string };
export type VideoOutput = ImageOutput & { duration?: number };
export type AudioOutput = {
  url?: string;
  base64?: string;
  format?: AudioFormat;
  text?: string;
  duration?: number;
};
export type OCRPage = {
  index: number;
  markdown: string;
  images?: Array<{
    id: string;
    base64?: string;
    topLeftX?: number;
    topLeftY?: number;
    bottomRightX?: number;
    bottomRightY?: number;
  }>;
  tables?: Array<{ id: string; html?: string }>;
  hyperlinks?: Array<{ text: string; url: string }>;
  header?: string | null;
  footer?: string | null;
  dimensions?: { width: number; height: number; dpi?: number };
};
export type OCROutput = {
  pages: OCRPage[];
  model: string;
  documentAnnotation?: Record<string, unknown> | null;
  usageInfo?: { pagesProcessed?: number; docSizeBytes?: number };
};

/** What a call came to, and what it cost. Which of the contents is there depends on the task. */
export type LayerResponse = {
  id?: string;
  created?: number;
  content?: string;
  images?: ImageOutput[];
  videos?: VideoOutput[];
  audio?: AudioOutput;
  embeddings?: number[][];
  ocr?: OCROutput;
  toolCalls?: ToolCall[];
  model?: string;
  finishReason?: FinishReason;
  rawFinishReason?: string;
  usage?: { promptTokens?: number; completionTokens?: number; totalTokens?: number };
  stream?: boolean;
  /** USD; null when the price is not known, never 0 for that. */
  cost?: number | null;
  /** The exact cost in billionths of a USD. */
  cost_nano_usd?: string | null;
  latencyMs?: number;
  /** False when the account's own provider key paid. */
  usedPlatformKey?: boolean;
  /** The provider's answer, untouched. */
  raw?: unknown;
};

/** A piece of a streamed chat; the last one brings `usage` and `cost`. */
export type LayerResponseChunk = LayerResponse;
