import { type CallFacts, chatCurl, chatJavaScript, chatPython } from "@/lib/core/call-snippets";

export type SnippetInput = Required<CallFacts>;

export type Snippet = { id: "curl" | "javascript" | "python" | "env"; label: string; code: string };

/** First calls against this instance, ready to run; every value is quoted for the language it stands in. */
export function snippets(input: SnippetInput): Snippet[] {
  return [
    { id: "curl", label: "curl", code: chatCurl(input) },
    { id: "javascript", label: "JavaScript", code: chatJavaScript(input) },
    { id: "python", label: "Python", code: chatPython(input) },
    { id: "env", label: ".env", code: environment(input) },
  ];
}

/** The two variables that the official OpenAI clients and the other snippets read. */
export function environment({ address, secret }: Pick<SnippetInput, "address" | "secret">): string {
  return `LAYER_API_KEY=${secret ?? "paste-your-key-here"}\nOPENAI_BASE_URL=${address}/v1`;
}

/** The call in three lines, where there is width for it. */
export function shortCurl(input: SnippetInput): string {
  return chatCurl(input, "short");
}
