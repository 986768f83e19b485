import { z } from "zod";

/** A block of a message: what it has beside its type depends on that. */
const block = z
  .looseObject({
    type: z
      .string()
      .meta({ description: "Such as `text`, `image`, `tool_use`, `tool_result` or `thinking`." }),
    text: z.string().optional(),
  })
  .meta({ id: "MessageBlock" });

const message = z
  .looseObject({
    role: z.string().min(1).meta({ description: "`user` or `assistant`." }),
    content: z.union([z.string(), z.array(block)]),
  })
  .meta({
    id: "MessageParam",
    description: "Anthropic's message; unknown fields pass through to Anthropic.",
  });

const tool = z
  .looseObject({
    name: z.string(),
    description: z.string().optional(),
    input_schema: z.looseObject({}).optional().meta({ description: "A JSON schema." }),
  })
  .meta({ id: "MessageTool" });

/** What may be asked for, beside the fields that name the gate. */
export const messageFields = {
  max_tokens: z.int().optional().meta({ description: "Needed unless the gate sets it." }),
  system: z.union([z.string(), z.array(block)]).optional(),
  messages: z.array(message).min(1),
  stream: z.boolean().nullish().meta({ description: "True for server-sent events." }),
  temperature: z.number().optional(),
  top_p: z.number().optional(),
  top_k: z.int().optional(),
  stop_sequences: z.array(z.string()).optional(),
  tools: z.array(tool).optional(),
  tool_choice: z.looseObject({ type: z.string() }).optional(),
  thinking: z.looseObject({ type: z.string() }).optional(),
};

const usage = z
  .looseObject({
    input_tokens: z.int(),
    output_tokens: z.int(),
    cache_creation_input_tokens: z.int().nullish(),
    cache_read_input_tokens: z.int().nullish(),
  })
  .meta({ id: "MessageUsage" });

const reason = z
  .string()
  .nullish()
  .meta({ description: "Such as `end_turn`, `max_tokens` or `tool_use`; null until it ended." });

export const messageAnswer = z
  .looseObject({
    id: z.string(),
    type: z.literal("message"),
    role: z.string(),
    content: z.array(block),
    model: z.string(),
    stop_reason: reason,
    stop_sequence: z.string().nullish(),
    usage,
  })
  .meta({ id: "Message" });

const at = { index: z.int() };
/** docs.anthropic.com/en/docs/build-with-claude/streaming */
export const messageEvent = z
  .union([
    z.looseObject({ type: z.literal("message_start"), message: messageAnswer }),
    z.looseObject({ type: z.literal("content_block_start"), ...at, content_block: block }),
    z.looseObject({
      type: z.literal("content_block_delta"),
      ...at,
      delta: z.looseObject({ type: z.string() }),
    }),
    z.looseObject({ type: z.literal("content_block_stop"), ...at }),
    z.looseObject({
      type: z.literal("message_delta"),
      delta: z.looseObject({ stop_reason: reason, stop_sequence: z.string().nullish() }),
      usage: z.looseObject({ output_tokens: z.int() }).optional(),
    }),
    z.looseObject({ type: z.literal("message_stop") }),
    z.looseObject({ type: z.literal("ping") }),
  ])
  .meta({ id: "MessageStreamEvent" });

export const exampleMessage = {
  id: "msg_0195f39f0f3c7a51b6d290c4f7a81e11",
  type: "message",
  role: "assistant",
  content: [{ type: "text", text: "Say hello" }],
  model: "sandbox/echo",
  stop_reason: "end_turn",
  stop_sequence: null,
  usage: { input_tokens: 2, output_tokens: 2 },
} satisfies z.input<typeof messageAnswer>;

const beginning = {
  ...exampleMessage,
  content: [],
  stop_reason: null,
  usage: { input_tokens: 2, output_tokens: 0 },
};
export const exampleMessageEvents: z.input<typeof messageEvent>[] = [
  { type: "message_start", message: beginning },
  { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
  { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "Say hello" } },
  { type: "content_block_stop", index: 0 },
  {
    type: "message_delta",
    delta: { stop_reason: "end_turn", stop_sequence: null },
    usage: { output_tokens: 2 },
  },
  { type: "message_stop" },
];
