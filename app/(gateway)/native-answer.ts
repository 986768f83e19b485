import { z } from "zod";

export const nativeUsage = z
  .object({ promptTokens: z.int(), completionTokens: z.int(), totalTokens: z.int() })
  .meta({ id: "NativeUsage" });

const finish = {
  finishReason: z.enum(["completed", "length_limit", "tool_call", "filtered", "error"]).optional(),
  rawFinishReason: z.string().optional().meta({ description: "The provider's own word for it." }),
};
const settled = {
  model: z.string().meta({ description: "The model that answered." }),
  usage: nativeUsage.optional(),
  cost: z.number().nullable().meta({ description: "USD; null when it is not known." }),
  cost_nano_usd: z.string().nullable().meta({ description: "The exact cost in billionths of a USD." }),
  latencyMs: z.int(),
  usedPlatformKey: z.boolean().meta({ description: "False when the account's own key paid." }),
};
const facts = {
  ...finish,
  ...settled,
  raw: z.looseObject({}).optional().meta({ description: "The provider's answer, untouched." }),
};
const toolCalls = z
  .array(z.looseObject({}))
  .optional()
  .meta({ description: "As the provider sent them, in OpenAI's shape." });
const created = { created: z.number().optional() };

const members = {
  chat: { id: z.string().optional(), ...created, content: z.string().optional(), toolCalls },
  image: {
    ...created,
    images: z.array(
      z.object({
        url: z.string().optional(),
        base64: z.string().optional(),
        revisedPrompt: z.string().optional(),
      }),
    ),
  },
  embeddings: { embeddings: z.array(z.array(z.number())) },
  tts: { audio: z.object({ base64: z.string(), format: z.string().optional() }) },
  ocr: {
    content: z.string(),
    ocr: z.looseObject({
      pages: z.array(z.looseObject({ index: z.int().optional(), markdown: z.string().optional() })),
    }),
  },
};

export const nativeChatAnswer = z.object({ ...members.chat, ...facts }).meta({ id: "NativeChatAnswer" });
export const nativeImageAnswer = z.object({ ...members.image, ...facts }).meta({ id: "NativeImageAnswer" });
export const nativeEmbeddingsAnswer = z
  .object({ ...members.embeddings, ...facts })
  .meta({ id: "NativeEmbeddingsAnswer" });
export const nativeSpeechAnswer = z.object({ ...members.tts, ...facts }).meta({ id: "NativeSpeechAnswer" });
export const nativeOcrAnswer = z.object({ ...members.ocr, ...facts }).meta({ id: "NativeOcrAnswer" });
export const nativeVideoAnswer = z.object(facts).meta({ id: "NativeVideoAnswer" });

/** What a stream of the native chat tells: pieces, one chunk with what it came to, or that it failed. */
export const nativeChatEvent = z
  .union([
    z
      .object({
        content: z.string().optional(),
        toolCalls,
        ...finish,
        model: z.string(),
        stream: z.literal(true),
        usage: settled.usage,
        cost: settled.cost.optional(),
        cost_nano_usd: settled.cost_nano_usd.optional(),
        latencyMs: settled.latencyMs.optional(),
        usedPlatformKey: settled.usedPlatformKey.optional(),
      })
      .meta({ id: "NativeChatChunk", description: "The last one tells usage, cost and why it ended." }),
    z
      .object({
        error: z.literal("stream_error"),
        message: z.string(),
        code: z.string(),
        requestId: z.uuid(),
      })
      .meta({ id: "NativeStreamError" }),
  ])
  .meta({ id: "NativeChatStreamEvent" });

/** An example of what a call came to. */
export const exampleFacts = {
  model: "sandbox/echo",
  finishReason: "completed",
  usage: { promptTokens: 2, completionTokens: 2, totalTokens: 4 },
  cost: 0.000001,
  cost_nano_usd: "1000",
  latencyMs: 12,
  usedPlatformKey: true,
};

const { finishReason: _, ...counted } = exampleFacts;
export const exampleNativeEvents: z.input<typeof nativeChatEvent>[] = [
  { content: "Say ", model: "sandbox/echo", stream: true },
  { content: "hello", model: "sandbox/echo", stream: true },
  { content: "", ...counted, stream: true, finishReason: "completed", rawFinishReason: "stop" },
];
