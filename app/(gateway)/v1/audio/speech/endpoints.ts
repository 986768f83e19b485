import { z } from "zod";
import { eventText } from "../../../event-text";
import { gateFields, inferenceOperation } from "../../../inference-operation";

const body = z
  .looseObject({
    ...gateFields,
    input: z.string().min(1),
    voice: z.union([z.string(), z.looseObject({ id: z.string() })]).optional(),
    response_format: z.string().nullish(),
    stream_format: z.string().nullish().meta({ description: "`sse` for events in place of bytes." }),
  })
  .meta({
    id: "SpeechRequest",
    description: "OpenAI's speech request. Fields not listed reach the provider unchanged.",
  });

const event = z
  .looseObject({
    type: z.string().meta({ description: "`speech.audio.delta` or `speech.audio.done`." }),
    audio: z.string().optional().meta({ description: "A piece of the sound as base64." }),
  })
  .meta({ id: "SpeechStreamEvent" });

const exampleEvents: z.input<typeof event>[] = [
  { type: "speech.audio.delta", audio: "UklGRg" },
  { type: "speech.audio.done", usage: { input_tokens: 2, output_tokens: 8, total_tokens: 10 } },
];

/** What the endpoint says of itself; its handler is the gateway's pipeline. */
export const operations = [
  inferenceOperation({
    path: "/v1/audio/speech",
    operationId: "createSpeech",
    summary: "Speak a text through a gate",
    description:
      "OpenAI's speech. The sound leaves piece by piece as the provider makes it; one that breaks off closes the connection. Its cost is unknown, unless events tell tokens.",
    errorShape: "openai",
    body,
    bodyExample: { model: "sandbox/tts", input: "Say hello", voice: "alloy" },
    responses: {
      200: {
        description: "The sound, with the provider's own content type.",
        schema: z.string().meta({ format: "binary" }),
        contentType: "audio/*",
        example: "(the bytes of the sound)",
        events: { schema: event, example: eventText(exampleEvents) },
      },
    },
  }),
];
