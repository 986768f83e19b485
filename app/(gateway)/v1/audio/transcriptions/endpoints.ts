import { z } from "zod";
import { eventText } from "../../../event-text";
import { gateFields, inferenceOperation } from "../../../inference-operation";

const body = z
  .looseObject({
    ...gateFields,
    file: z.string().meta({ format: "binary", description: "The recording; nobody looks at its bytes." }),
    stream: z.enum(["true", "false"]).optional(),
    response_format: z.string().optional(),
  })
  .meta({
    id: "TranscriptionRequest",
    description: "OpenAI's form. Parts not listed reach the provider unchanged.",
  });

const event = z
  .looseObject({
    type: z.string().meta({ description: "`transcript.text.delta` or `transcript.text.done`." }),
    delta: z.string().optional(),
    text: z.string().optional(),
  })
  .meta({ id: "TranscriptionStreamEvent" });

const exampleEvents: z.input<typeof event>[] = [
  { type: "transcript.text.delta", delta: "Hello." },
  { type: "transcript.text.done", text: "Hello." },
];

/** What the endpoint says of itself; its handler is the gateway's pipeline. */
export const operations = [
  inferenceOperation({
    path: "/v1/audio/transcriptions",
    operationId: "createTranscription",
    summary: "Write down a recording through a gate",
    description:
      "OpenAI's transcriptions, a form with a file. Any gate may be named, since gates know no such task. The cost is unknown where the provider counts seconds or tokens of sound.",
    errorShape: "openai",
    body,
    bodyContentType: "multipart/form-data",
    errors: ["bad_request"],
    bodyExample: { model: "gpt-4o-transcribe", file: "(the file)" },
    responses: {
      200: {
        description: "The text; text, subtitles or events where `response_format` or `stream` asks for them.",
        schema: z.looseObject({ text: z.string() }).meta({ id: "Transcription" }),
        example: { text: "Hello." },
        textContentType: "text/*",
        textExample: "Hello.",
        events: { schema: event, example: eventText(exampleEvents) },
      },
    },
  }),
];
