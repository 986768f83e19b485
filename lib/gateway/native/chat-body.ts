import { z } from "zod";
import { checkInput } from "@/lib/core/check-input";
import { fieldFault } from "../formats/read-fields";
import { envelope, given } from "./envelope";

const picture = z
  .strictObject({
    url: z.string().min(1).nullish(),
    base64: z.string().min(1).nullish(),
    mimeType: z.enum(["image/jpeg", "image/png", "image/gif", "image/webp"]).nullish(),
    detail: z.enum(["auto", "low", "high"]).nullish(),
  })
  .meta({ id: "NativePicture" });

const sound = z
  .strictObject({
    url: z.string().nullish(),
    base64: z.string().min(1).nullish(),
    mimeType: z.string().nullish(),
    format: z.string().nullish(),
  })
  .meta({ id: "NativeSound" });

const content = z.union([z.string(), z.array(z.looseObject({ type: z.string() }))], {
  error: "must be a text, or a list of OpenAI's content parts",
});

const message = z
  .strictObject({
    role: z.enum(["system", "user", "assistant", "tool", "function", "model", "developer"]),
    content: content.nullish(),
    images: z.array(picture).nullish(),
    audio: sound.nullish(),
    toolCallId: z.string().nullish(),
    toolCalls: z.array(z.looseObject({})).nullish(),
    name: z.string().nullish(),
  })
  .meta({ id: "NativeMessage" });
export const messages = z
  .array(message, { error: "must be a list of messages" })
  .min(1, "must have at least one message");

const data = z.strictObject(
  {
    messages,
    systemPrompt: z.string().nullish(),
    tools: z.array(z.looseObject({})).nullish(),
    toolChoice: z.union([z.string(), z.looseObject({ type: z.string() })]).nullish(),
    temperature: z.number().nullish(),
    maxTokens: z.number().nullish(),
    topP: z.number().nullish(),
    stream: z.boolean().nullish(),
    stopSequences: z.array(z.string()).nullish(),
    frequencyPenalty: z.number().nullish(),
    presencePenalty: z.number().nullish(),
    responseFormat: z.union([z.string(), z.looseObject({ type: z.string() })]).nullish(),
    seed: z.number().nullish(),
  },
  { error: "must be an object" },
);

export const chatRequest = z.strictObject({ ...envelope, data }).meta({ id: "NativeChatRequest" });

type ChatData = Partial<z.output<typeof data>> & { messages: z.output<typeof messages> };

/** A chat of the native API as OpenAI's chat completion. Throws invalid_field and unknown_field. */
export function chatBody(json: Record<string, unknown>): Record<string, unknown> {
  const request = checkInput(chatRequest, json, "body");
  return completionOf(request.data, request.model, "data.");
}

/** The same for `data` that has been checked; `place` is what stands before its fields in the request. */
export function completionOf(
  data: ChatData,
  model: string | null | undefined,
  place: string,
): Record<string, unknown> {
  const { responseFormat, systemPrompt } = data;
  const said = data.messages.map((entry, at) => messageOf(entry, `${place}messages.${at}`));
  const prompt =
    systemPrompt === undefined || systemPrompt === null || systemPrompt === ""
      ? []
      : [{ role: "system", content: systemPrompt }];
  return given({
    model,
    messages: [...prompt, ...said],
    temperature: data.temperature,
    // What the model's provider calls it is settled when it is known.
    max_completion_tokens: data.maxTokens,
    top_p: data.topP,
    stream: data.stream,
    stop: data.stopSequences,
    frequency_penalty: data.frequencyPenalty,
    presence_penalty: data.presencePenalty,
    response_format: typeof responseFormat === "string" ? { type: responseFormat } : responseFormat,
    seed: data.seed,
    tools: data.tools,
    tool_choice: data.toolChoice,
  });
}

type Message = z.output<typeof message>;

function messageOf(entry: Message, place: string): Record<string, unknown> {
  const { role, name, toolCallId, toolCalls } = entry;
  const parts = [
    ...(entry.images ?? []).map((image, at) => pictureOf(image, `${place}.images.${at}`)),
    ...(entry.audio ? [soundOf(entry.audio, `${place}.audio`)] : []),
  ];
  return {
    role: role === "model" ? "assistant" : role,
    content: contentOf(entry, parts),
    ...given({ name, tool_call_id: toolCallId, tool_calls: toolCalls }),
  };
}

function contentOf({ content, toolCalls }: Message, parts: object[]): unknown {
  if (parts.length === 0) return content ?? (toolCalls ? null : "");
  if (Array.isArray(content)) return [...content, ...parts];
  return content ? [{ type: "text", text: content }, ...parts] : parts;
}

function pictureOf({ url, base64, mimeType, detail }: z.output<typeof picture>, place: string): object {
  const address = url ?? (base64 ? `data:${mimeType ?? "image/jpeg"};base64,${base64}` : null);
  if (address === null) throw fieldFault(place, "needs a url or base64");
  return { type: "image_url", image_url: { url: address, ...given({ detail }) } };
}

/** OpenAI takes sound as bytes only, named by its format. */
function soundOf({ base64, mimeType, format }: z.output<typeof sound>, place: string): object {
  if (!base64) throw fieldFault(place, "needs base64: providers do not fetch sound from an address");
  const named = format ?? (/mpeg|mp3/.test(mimeType ?? "") ? "mp3" : "wav");
  return { type: "input_audio", input_audio: { data: base64, format: named } };
}
