import { afterAll, beforeAll, expect, test } from "vitest";
import { AppError } from "@/lib/core/errors";
import { NASTY_JSON, type Place, withNasty } from "@/lib/testing/nasty";
import { askOf, type Format, takeAnswer } from "@/lib/testing/translated-answer";
import { RIG_NAMES, type RigName, startRig, type TranslationRig } from "@/lib/testing/translation-rig";

const rigs = {} as Record<RigName, TranslationRig>;
beforeAll(async () => {
  for (const name of RIG_NAMES) {
    rigs[name] = await startRig(name);
    rigs[name].behave({ kind: "answer" });
  }
});
afterAll(async () => {
  for (const rig of Object.values(rigs)) await rig.stop();
});

const schema = { type: "object", properties: { city: { type: "string" } } };
/** Requests that say as much as a provider may be told, in parts that not every provider takes. */
const REQUESTS: ReadonlyArray<[Format, object]> = [
  [
    "chat/completions",
    {
      messages: [
        { role: "system", content: "Be kind." },
        { role: "user", content: [{ type: "text", text: "Hi", cache_control: { type: "ephemeral" } }] },
        {
          role: "assistant",
          content: "Wait",
          tool_calls: [{ id: "a", type: "function", function: { name: "f", arguments: "{}" } }],
        },
        { role: "tool", tool_call_id: "a", content: "4" },
      ],
      tools: [
        { type: "function", function: { name: "f", description: "d", parameters: schema, strict: true } },
      ],
      tool_choice: { type: "function", function: { name: "f" } },
      parallel_tool_calls: true,
      max_completion_tokens: 9,
      temperature: 0.5,
      stop: ["x"],
    },
  ],
  [
    "chat/completions",
    {
      messages: [
        { role: "user", content: [{ type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } }] },
      ],
      response_format: { type: "json_schema", json_schema: { name: "n", schema, strict: true } },
      reasoning_effort: "low",
    },
  ],
  [
    "chat/completions",
    {
      messages: [
        { role: "user", content: [{ type: "input_audio", input_audio: { data: "AAAA", format: "wav" } }] },
      ],
    },
  ],
  [
    "chat/completions",
    {
      messages: [
        {
          role: "user",
          content: [{ type: "file", file: { file_data: "data:text/plain;base64,AAAA", filename: "a.txt" } }],
        },
      ],
    },
  ],
  [
    "messages",
    {
      system: [{ type: "text", text: "Be kind.", cache_control: { type: "ephemeral", ttl: "5m" } }],
      messages: [
        {
          role: "user",
          content: [
            { type: "image", source: { type: "base64", media_type: "image/png", data: "AAAA" } },
            { type: "text", text: "Hi" },
          ],
        },
        {
          role: "assistant",
          content: [
            { type: "thinking", thinking: "Hm", signature: "s" },
            { type: "tool_use", id: "a", name: "f", input: { city: "Ulm" } },
          ],
        },
        { role: "user", content: [{ type: "tool_result", tool_use_id: "a", content: "4", is_error: true }] },
      ],
      tools: [{ name: "f", description: "d", input_schema: schema }],
      tool_choice: { type: "auto", disable_parallel_tool_use: true },
      thinking: { type: "enabled", budget_tokens: 1_024 },
      max_tokens: 2_000,
      stop_sequences: ["x"],
      metadata: { user_id: "u" },
    },
  ],
  [
    "messages",
    {
      messages: [
        {
          role: "user",
          content: [
            {
              type: "document",
              title: "t",
              source: { type: "base64", media_type: "text/plain", data: "AAAA" },
            },
          ],
        },
      ],
      output_config: { effort: "low", format: { type: "json_schema", schema } },
    },
  ],
];

const VALUES = NASTY_JSON.filter((json) => json.length < 1_000);
/** The fake of OpenAI says back what it does not know, and the AI SDK reads no answer with such a member. */
const SAFE_TO_ECHO = VALUES.filter((json) => !json.includes('"__proto__":'));

test.each(RIG_NAMES)(
  "%s: a nasty value anywhere in a request is never a failure of the provider",
  async (name) => {
    const found: string[] = [];
    const model = await rigs[name].chat();
    const values = name.startsWith("openai") ? SAFE_TO_ECHO : VALUES;
    for (const [format, fields] of REQUESTS) {
      const example = askOf(format, fields as Record<string, unknown>);
      for (const place of placesIn(example)) {
        const asked = values.map((json) =>
          outcome(format, withNasty(example, place, json), `${place.join(".")} ${json}`),
        );
        found.push(...(await Promise.all(asked)).flat());
      }
    }
    expect(found).toEqual([]);

    async function outcome(format: Format, body: string, what: string): Promise<string[]> {
      try {
        const { status } = await takeAnswer(model, { format, json: { ...JSON.parse(body), stream: false } });
        return status < 500 ? [] : [`${what} → ${status}`];
      } catch (error) {
        if (error instanceof AppError && error.status < 500) return [];
        return [`${what} → ${error instanceof AppError ? `${error.code} ${error.cause}` : error}`];
      }
    }
  },
);

/** Every place that an example fills; of a list the first entry. */
function placesIn(value: unknown): Place[] {
  if (typeof value !== "object" || value === null) return [[]];
  const entries: Array<[string | number, unknown]> = Array.isArray(value)
    ? value.map((part, place) => [place, part])
    : Object.entries(value);
  return entries.flatMap(([name, part]) => [[name], ...placesIn(part).map((rest) => [name, ...rest])]);
}
