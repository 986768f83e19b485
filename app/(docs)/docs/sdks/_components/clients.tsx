import { SimpleTable } from "@/components/data-table/simple-table";
import { chatJavaScript, chatPython, messageJavaScript, messagePython } from "@/lib/core/call-snippets";
import { appUrl } from "@/lib/env";
import { Section, TextLink } from "../../_components/article";
import { Snippet } from "../../_components/snippet";
import { layerChat } from "./layer-chat";

export function WhatToChange() {
  const address = appUrl();
  return (
    <Section id="what-to-change" title="What to change">
      <p>
        A tool has a field or a variable for the address and one for the key. The model is the name of a{" "}
        <TextLink href="/docs/gates">gate</TextLink>, or one of the models that <code>GET /v1/models</code>{" "}
        lists for your key.
      </p>
      <SimpleTable
        caption="Addresses and variables"
        rows={[
          ["OpenAI’s API", `${address}/v1`, "OPENAI_BASE_URL", "OPENAI_API_KEY"],
          ["Anthropic’s API", address, "ANTHROPIC_BASE_URL", "ANTHROPIC_API_KEY"],
          ["Layer’s API", address, "LAYER_BASE_URL", "LAYER_API_KEY"],
        ]}
        rowId={([api = ""]) => api}
        columns={[
          { header: "The tool speaks", cell: ([api]) => api },
          { header: "Address", cell: ([, url]) => <code>{url}</code> },
          { header: "Read from", cell: ([, , variable]) => <code>{variable}</code> },
          { header: "Key", cell: ([, , , variable]) => <code>{variable}</code> },
        ]}
      />
      <p>
        Fields that Layer does not know reach the provider as you wrote them. Which gate, model and provider
        answered stands in the headers <code>x-layer-gate</code>, <code>x-layer-model</code> and{" "}
        <code>x-layer-provider</code>, and what it cost in <code>x-layer-cost-usd</code>.
      </p>
    </Section>
  );
}

export function LayerClient() {
  return (
    <Section id="layer" title="Layer’s own client">
      <p>
        Pass your API key when you create the client. Left out, key and address come from{" "}
        <code>LAYER_API_KEY</code> and <code>LAYER_BASE_URL</code>. It calls models, and manages keys, gates,
        provider keys, logs, usage, limits and spending.
      </p>
      <Snippet lang="javascript" label="JavaScript and TypeScript, Layer" code={layerChat} />
    </Section>
  );
}

export function OpenAiClients() {
  return (
    <Section id="openai" title="OpenAI’s clients">
      <p>
        The official clients work as they are: chat, streams, tools, structured output, embeddings, pictures
        and speech, where the provider behind the gate has them.
      </p>
      <Snippet lang="javascript" label="JavaScript, OpenAI" code={chatJavaScript} />
      <Snippet lang="python" label="Python, OpenAI" code={chatPython} />
      <p>
        Both read <code>OPENAI_API_KEY</code> and <code>OPENAI_BASE_URL</code> by themselves: with these set,
        a program need not be changed.
      </p>
    </Section>
  );
}

export function AnthropicClients() {
  return (
    <Section id="anthropic" title="Anthropic’s clients">
      <p>
        They add <code>/v1</code> themselves, so the address has none. Any chat model answers them, whoever
        made it.
      </p>
      <Snippet lang="javascript" label="JavaScript, Anthropic" code={messageJavaScript} />
      <Snippet lang="python" label="Python, Anthropic" code={messagePython} />
    </Section>
  );
}
