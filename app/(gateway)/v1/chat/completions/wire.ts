import { z } from "zod";

const number = z.number().nullish();
const call = z.looseObject({
  id: z.string().optional(),
  type: z.string().optional(),
  function: z
    .looseObject({ name: z.string().optional(), arguments: z.string().optional() })
    .optional()
    .meta({ description: "`arguments` is JSON as a text." }),
});

const part = z
  .looseObject({
    type: z.string().meta({ description: "`text`, `image_url`, `input_audio` or `file`." }),
    text: z.string().optional(),
    image_url: z.looseObject({ url: z.string() }).optional(),
  })
  .meta({ id: "ChatContentPart" });

const message = z
  .looseObject({
    role: z.string().min(1).meta({ description: "`system`, `developer`, `user`, `assistant` or `tool`." }),
    content: z.union([z.string(), z.array(part)]).nullish(),
    name: z.string().optional(),
    tool_calls: z.array(call).nullish(),
    tool_call_id: z.string().nullish(),
  })
  .meta({ id: "ChatMessage", description: "OpenAI's message; unknown fields pass through." });

const tool = z
  .looseObject({
    type: z.string(),
    function: z
      .looseObject({
        name: z.string(),
        description: z.string().optional(),
        parameters: z.looseObject({}).optional().meta({ description: "A JSON schema." }),
      })
      .optional(),
  })
  .meta({ id: "ChatTool" });

/** What may be asked for, beside the fields that name the gate. */
export const chatFields = {
  messages: z.array(message).min(1),
  stream: z.boolean().nullish().meta({ description: "True for server-sent events." }),
  stream_options: z
    .looseObject({
      include_usage: z.boolean().optional().meta({ description: "True for the usage in the last chunk." }),
    })
    .nullish(),
  max_completion_tokens: z.int().nullish(),
  max_tokens: z.int().nullish(),
  temperature: number,
  top_p: number,
  frequency_penalty: number,
  presence_penalty: number,
  n: z.int().nullish(),
  stop: z.union([z.string(), z.array(z.string())]).nullish(),
  seed: z.int().nullish(),
  user: z.string().nullish(),
  tools: z.array(tool).nullish(),
  tool_choice: z.union([z.string(), z.looseObject({ type: z.string() })]).nullish(),
  response_format: z.looseObject({ type: z.string() }).nullish(),
};

const usage = z
  .looseObject({
    prompt_tokens: z.int(),
    completion_tokens: z.int(),
    total_tokens: z.int(),
    prompt_tokens_details: z.looseObject({ cached_tokens: z.int().nullish() }).nullish(),
    completion_tokens_details: z.looseObject({ reasoning_tokens: z.int().nullish() }).nullish(),
  })
  .meta({ id: "CompletionUsage" });

const said = {
  role: z.string().optional(),
  content: z.string().nullish(),
  refusal: z.string().nullish(),
  tool_calls: z.array(call).nullish(),
};
const end = z
  .string()
  .nullish()
  .meta({ description: "Why it ended, such as `stop`, `length` or `tool_calls`; null until then." });
const common = { id: z.string(), created: z.int(), model: z.string() };

export const chatCompletion = z
  .looseObject({
    ...common,
    object: z.literal("chat.completion"),
    choices: z.array(z.looseObject({ index: z.int(), message: z.looseObject(said), finish_reason: end })),
    usage: usage.optional(),
  })
  .meta({ id: "ChatCompletion" });

export const chatCompletionChunk = z
  .looseObject({
    ...common,
    object: z.literal("chat.completion.chunk"),
    choices: z.array(z.looseObject({ index: z.int(), delta: z.looseObject(said), finish_reason: end })),
    usage: usage.nullish(),
  })
  .meta({ id: "ChatCompletionChunk" });

const head = {
  id: "chatcmpl-0195f39f-0f3c-7a51-b6d2-90c4f7a81e11",
  created: 1_795_398_224,
  model: "sandbox/echo",
};
const counts = { prompt_tokens: 2, completion_tokens: 2, total_tokens: 4 };

export const exampleCompletion: z.input<typeof chatCompletion> = {
  ...head,
  object: "chat.completion",
  choices: [{ index: 0, message: { role: "assistant", content: "Say hello" }, finish_reason: "stop" }],
  usage: counts,
};

const chunk = (fields: object) => ({ ...head, object: "chat.completion.chunk", ...fields });
export const exampleChunks = [
  chunk({ choices: [{ index: 0, delta: { role: "assistant", content: "Say " }, finish_reason: null }] }),
  chunk({ choices: [{ index: 0, delta: { content: "hello" }, finish_reason: null }] }),
  chunk({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }] }),
  chunk({ choices: [], usage: counts }),
];
