import {
  type CallFacts,
  chatCurl,
  chatJavaScript,
  chatPython,
  messageJavaScript,
  messagePython,
} from "@/lib/core/call-snippets";
import { ClientTabs } from "./client-tabs";
import { Snippet, type SnippetLanguage } from "./snippet";

type Way = { label: string; lang: SnippetLanguage; code: (facts: CallFacts) => string };

const WAYS: readonly Way[] = [
  { label: "curl", lang: "bash", code: (facts) => chatCurl(facts) },
  { label: "OpenAI, JavaScript", lang: "javascript", code: chatJavaScript },
  { label: "OpenAI, Python", lang: "python", code: chatPython },
  { label: "Anthropic, JavaScript", lang: "javascript", code: messageJavaScript },
  { label: "Anthropic, Python", lang: "python", code: messagePython },
];

/** The first call against this instance, from a shell and with the official clients. The key is always read from the environment. */
export function FirstRequest() {
  return (
    <ClientTabs
      items={WAYS.map((way) => ({ value: way.label, label: way.label, panel: <Snippet {...way} /> }))}
    />
  );
}
