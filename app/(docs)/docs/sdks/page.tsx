import type { Metadata } from "next";
import { Article } from "../_components/article";
import { ClaudeCode, CodexAndOthers, OpenCode } from "./_components/agents";
import { AnthropicClients, LayerClient, OpenAiClients, WhatToChange } from "./_components/clients";
import { LangChain, VercelAiSdk } from "./_components/frameworks";

export const metadata: Metadata = { title: "SDKs and tools" };

export default function SdksDocsPage() {
  return (
    <Article
      title="SDKs and tools"
      lead="Programs that call OpenAI or Anthropic call Layer with another address and another key. Nothing else changes."
    >
      <WhatToChange />
      <LayerClient />
      <OpenAiClients />
      <AnthropicClients />
      <VercelAiSdk />
      <LangChain />
      <ClaudeCode />
      <OpenCode />
      <CodexAndOthers />
    </Article>
  );
}
