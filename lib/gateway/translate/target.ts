import type { LanguageModelV3, SharedV3Warning } from "@ai-sdk/provider";
import { AppError } from "@/lib/core/errors";

/** The AI SDK package that speaks to a provider; what it can carry differs from package to package. */
export type Family = "openai" | "anthropic" | "google" | "mistral" | "openai-compatible" | "sandbox";

/** Who a request is written for. */
export type Target = {
  family: Family;
  /** How people see the provider. */
  label: string;
  /** Addresses of files that the provider fetches itself, by media type. */
  urls: Record<string, RegExp[]>;
};

const FAMILIES: readonly string[] = ["openai", "anthropic", "google", "mistral", "sandbox"];

/** Who a model belongs to: the AI SDK names its models' providers `anthropic.messages`, `openai.chat`, … */
export async function targetOf(model: LanguageModelV3, label: string): Promise<Target> {
  const [name = ""] = model.provider.split(".");
  const family = FAMILIES.includes(name) ? (name as Family) : "openai-compatible";
  return { family, label, urls: await model.supportedUrls };
}

/** The refusal of a request that the provider could not answer as it was asked; `what` goes on after "does not support". */
export function notSupported(target: Pick<Target, "label">, what: string, param?: string): AppError {
  const text = `${target.label} does not support ${what}.`;
  return new AppError("feature_not_supported", text, param === undefined ? {} : { param });
}

/** True for those who take an assistant's earlier thoughts back without a signature; the others work them out anew. */
export function takesThoughts({ family }: Target): boolean {
  return family === "openai-compatible" || family === "sandbox" || family === "mistral";
}

/** True when the provider fetches such an address itself; we never fetch what a client names. */
export function takesUrl(target: Target, url: string, mediaType: string): boolean {
  return Object.entries(target.urls).some(([pattern, addresses]) => {
    const prefix = pattern.replace(/\*.*$/, "");
    return mediaType.startsWith(prefix) && addresses.some((address) => address.test(url));
  });
}

// The AI SDK's names of settings, as the clients of both formats know them.
const FIELDS: Readonly<Record<string, string>> = {
  temperature: "temperature",
  topP: "top_p",
  topK: "top_k",
  frequencyPenalty: "frequency_penalty",
  presencePenalty: "presence_penalty",
  seed: "seed",
  maxOutputTokens: "max_tokens",
  responseFormat: "response_format",
  reasoningEffort: "reasoning_effort",
  toolChoice: "tool_choice",
  strict: "tools",
};

/**
 * The refusal that the AI SDK's warnings amount to: each tells of something that it left out of the request. Null when
 * there is none. Notes on a mere default ("compatibility") are no reason to refuse, nor is what the Google package says
 * of thought signatures that no client could keep.
 */
export function refusalOfWarnings(target: Target, warnings: readonly SharedV3Warning[]): AppError | null {
  for (const warning of warnings) {
    if (warning.type === "unsupported") {
      const field = FIELDS[warning.feature];
      const details = warning.details === undefined ? "" : ` as it was asked (${plain(warning.details)})`;
      return notSupported(target, `"${field ?? warning.feature}"${details}`, field);
    }
    if (warning.type === "other" && target.family !== "google") {
      return notSupported(target, `a part of the request (${plain(warning.message)})`);
    }
  }
  return null;
}

function plain(words: string): string {
  return words.trim().replace(/\.$/, "");
}
