import { chatRequest } from "@/lib/gateway/native/chat-body";
import { embeddingsRequest } from "@/lib/gateway/native/embeddings";
import { imageRequest } from "@/lib/gateway/native/image";
import { ocrRequest } from "@/lib/gateway/native/ocr";
import { ttsRequest } from "@/lib/gateway/native/tts";
import { videoRequest } from "@/lib/gateway/native/video";
import { eventText } from "../event-text";
import { inferenceOperation } from "../inference-operation";
import {
  exampleFacts,
  exampleNativeEvents,
  nativeChatAnswer,
  nativeChatEvent,
  nativeEmbeddingsAnswer,
  nativeImageAnswer,
  nativeOcrAnswer,
  nativeSpeechAnswer,
  nativeVideoAnswer,
} from "../native-answer";

/** What the endpoints of the native API say of themselves; their handler is the gateway's pipeline. */
export const operations = [
  inferenceOperation({
    path: "/v3/chat",
    operationId: "nativeChat",
    summary: "Chat, natively",
    description:
      "The native API's chat, plain or streamed (`data.stream`). A stream tells each piece, then one chunk with usage and cost, then `[DONE]`; one that fails ends with `stream_error` instead.",
    body: chatRequest,
    bodyExample: { gateId: "default", data: { messages: [{ role: "user", content: "Say hello" }] } },
    responses: {
      200: {
        description: "The answer; with `data.stream`, server-sent events.",
        schema: nativeChatAnswer,
        example: { content: "Say hello", ...exampleFacts },
        events: { schema: nativeChatEvent, example: eventText(exampleNativeEvents, { done: true }) },
      },
    },
  }),
  inferenceOperation({
    path: "/v3/image",
    operationId: "nativeImage",
    summary: "Pictures, natively",
    description: "The native API's pictures.",
    body: imageRequest,
    bodyExample: { gateId: "default", model: "sandbox/image", data: { prompt: "A grey pixel" } },
    responses: {
      200: {
        description: "The pictures.",
        schema: nativeImageAnswer,
        example: { images: [{ base64: "iVBORw0KGgo" }], ...exampleFacts },
      },
    },
  }),
  inferenceOperation({
    path: "/v3/video",
    operationId: "nativeVideo",
    summary: "Videos, natively",
    description:
      "The native API's videos. The request is checked; no provider makes them here yet, so a right one is refused with `feature_not_supported`.",
    body: videoRequest,
    bodyExample: { gateId: "default", data: { prompt: "A cat" } },
    responses: {
      200: {
        description: "The videos, once a provider makes them.",
        schema: nativeVideoAnswer,
        example: { ...exampleFacts },
      },
    },
  }),
  inferenceOperation({
    path: "/v3/embeddings",
    operationId: "nativeEmbeddings",
    summary: "Embeddings, natively",
    description: "The native API's embeddings, always in numbers.",
    body: embeddingsRequest,
    bodyExample: { gateId: "default", model: "sandbox/embed", data: { input: "Say hello" } },
    responses: {
      200: {
        description: "The vectors, in the order of the input.",
        schema: nativeEmbeddingsAnswer,
        example: { embeddings: [[0.12, -0.4]], ...exampleFacts },
      },
    },
  }),
  inferenceOperation({
    path: "/v3/tts",
    operationId: "nativeTts",
    summary: "Speech, natively",
    description: "The native API's speech; the sound stands in the answer as base64.",
    body: ttsRequest,
    bodyExample: { gateId: "default", model: "sandbox/tts", data: { input: "Say hello" } },
    responses: {
      200: {
        description: "The sound.",
        schema: nativeSpeechAnswer,
        example: { audio: { base64: "UklGRg", format: "wav" }, ...exampleFacts },
      },
    },
  }),
  inferenceOperation({
    path: "/v3/ocr",
    operationId: "nativeOcr",
    summary: "Read a document, natively",
    description: "The native API's reading of documents, at Mistral.",
    body: ocrRequest,
    bodyExample: {
      gateId: "default",
      model: "mistral-ocr-latest",
      data: { documentUrl: "https://example.com/a.pdf" },
    },
    responses: {
      200: {
        description: "The text of all pages, and each page.",
        schema: nativeOcrAnswer,
        example: { content: "Hello", ocr: { pages: [{ index: 0, markdown: "Hello" }] }, ...exampleFacts },
      },
    },
  }),
];
