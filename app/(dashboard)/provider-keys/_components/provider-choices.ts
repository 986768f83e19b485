/** The kind of a server of one's own. */
export const SERVER = "openai-compatible";

/** What a key can be added for, in the order of the cards. */
export const PROVIDER_CHOICES = [
  { kind: "openai", label: "OpenAI" },
  { kind: "anthropic", label: "Anthropic" },
  { kind: "google", label: "Google Gemini" },
  { kind: "mistral", label: "Mistral" },
  { kind: SERVER, label: "Your own server (OpenAI API)" },
] as const;
