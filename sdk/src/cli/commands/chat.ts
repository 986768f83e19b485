import { text as readAll } from "node:stream/consumers";
import type { LayerResponseChunk } from "../../index";
import { usageError } from "../cli-error";
import type { Command, Session } from "../command";

export const chat: Command = {
  name: "chat",
  args: "[message]",
  summary: "Ask a gate, and see the answer come",
  flags: {
    gate: { short: "g", value: "name", words: "The gate, by name or id; the default gate otherwise" },
    model: { value: "model", words: "Instead of the gate's, where it allows that" },
    system: { value: "text", words: "What the model is told first" },
  },
  notes:
    "Without a message it reads standard input. As JSON it answers once, with the whole text, its usage and cost.",
  async run(session) {
    const { given, out, layer, terminal, signal } = session;
    const content = await messageOf(session);
    const system = given.text("system");
    const request = {
      ...(given.text("gate") === undefined ? {} : { gateId: given.text("gate") }),
      ...(given.text("model") === undefined ? {} : { model: given.text("model") }),
      data: {
        ...(system === undefined ? {} : { systemPrompt: system }),
        messages: [{ role: "user" as const, content }],
      },
    };
    let answer = "";
    let last: LayerResponseChunk = {};
    for await (const chunk of layer().chatStream(
      request as Parameters<ReturnType<typeof layer>["chatStream"]>[0],
      { signal },
    )) {
      answer += chunk.content ?? "";
      last = { ...last, ...chunk };
      if (!out.isJson) out.text(chunk.content ?? "");
    }
    const { model = null, usage = null, cost = null, finishReason = null } = last;
    if (out.isJson) out.result({ content: answer, model, finishReason, usage, cost }, () => "");
    else out.text("\n");
    if (!out.isJson && terminal.isThere)
      out.note(`${model ?? "?"} · ${usage?.totalTokens ?? "?"} tokens · ${price(cost)}`);
  },
};

function price(cost: number | null): string {
  return cost === null ? "cost not known" : `$${cost}`;
}

async function messageOf({ given, terminal }: Session): Promise<string> {
  const [message] = given.args;
  if (message !== undefined && message !== "-") return message;
  const content = terminal.isThere
    ? await terminal.ask("You", 'layer chat "Hello"')
    : await readAll(process.stdin);
  if (content.trim() === "")
    throw usageError("There is no message to send.", 'For example: layer chat "Hello"');
  return content;
}
