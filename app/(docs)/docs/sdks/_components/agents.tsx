import { shellQuoted } from "@/lib/core/call-snippets";
import { Section, TextLink } from "../../_components/article";
import { Snippet, type SnippetFacts } from "../../_components/snippet";

export function ClaudeCode() {
  return (
    <Section id="claude-code" title="Claude Code">
      <p>
        It speaks Anthropic’s API. Set these three in the shell that you start it from, and leave{" "}
        <code>ANTHROPIC_API_KEY</code> unset. <code>/status</code> in it shows the address it uses.
      </p>
      <Snippet lang="bash" label="Shell, before claude" code={claudeCode} />
      <p>
        Coding agents send a lot in each request. Give the gate a model that can read it, and the key a{" "}
        <TextLink href="/docs/spending">spending limit</TextLink>.
      </p>
    </Section>
  );
}

export function OpenCode() {
  return (
    <Section id="opencode" title="opencode">
      <p>
        A provider of its own in <code>opencode.json</code>, in the project or in{" "}
        <code>~/.config/opencode</code>:
      </p>
      <Snippet lang="json" label="opencode.json" code={openCode} />
    </Section>
  );
}

export function CodexAndOthers() {
  return (
    <Section id="codex-cline-aider" title="Codex, Cline and aider">
      <p>
        <strong>Codex</strong> asks OpenAI’s responses API and nothing else, so its gate needs a model of
        OpenAI or of a server that has <code>/v1/responses</code>. In <code>~/.codex/config.toml</code>:
      </p>
      <Snippet lang="toml" label="config.toml" code={codex} />
      <p>
        <strong>aider</strong> reads the address from <code>OPENAI_API_BASE</code>, and wants{" "}
        <code>openai/</code> in front of the model:
      </p>
      <Snippet lang="bash" label="Shell" code={aider} />
      <p>
        <strong>Cline</strong> and other tools with a form for it: choose <em>OpenAI Compatible</em> as the
        provider, and give the address with <code>/v1</code>, the key, and the gate’s name as the model. Most
        tools built on OpenAI’s client also read <code>OPENAI_BASE_URL</code> and <code>OPENAI_API_KEY</code>.
      </p>
    </Section>
  );
}

function claudeCode({ address, gate }: SnippetFacts): string {
  return `export ANTHROPIC_BASE_URL=${address}
export ANTHROPIC_AUTH_TOKEN="$LAYER_API_KEY"
export ANTHROPIC_MODEL=${shellQuoted(gate)}`;
}

function openCode({ address, gate }: SnippetFacts): string {
  const layer = {
    npm: "@ai-sdk/openai-compatible",
    name: "Layer",
    options: { baseURL: `${address}/v1`, apiKey: "{env:LAYER_API_KEY}" },
    models: { [gate]: { name: gate } },
  };
  return JSON.stringify({ $schema: "https://opencode.ai/config.json", provider: { layer } }, null, 2);
}

function codex({ address, gate }: SnippetFacts): string {
  return `model = ${JSON.stringify(gate)}
model_provider = "layer"

[model_providers.layer]
name = "Layer"
base_url = ${JSON.stringify(`${address}/v1`)}
env_key = "LAYER_API_KEY"
wire_api = "responses"`;
}

function aider({ address, gate }: SnippetFacts): string {
  return `export OPENAI_API_BASE=${address}/v1
export OPENAI_API_KEY="$LAYER_API_KEY"
# then: aider --model ${shellQuoted(`openai/${gate}`)}`;
}
