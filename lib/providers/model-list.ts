import { AppError } from "@/lib/core/errors";
import { cleanProviderText } from "./clean-provider-text";

/** What an HTTP error means for a list of models: provider_rejected, with the status and the cleaned words in `details`. */
export function listRefused(status: number, text: string, secrets: readonly string[]): AppError {
  const why =
    status === 401 || status === 403 ? "does not accept this key" : `answered with status ${status}`;
  const said = cleanProviderText(messageIn(text) ?? "", secrets);
  return new AppError("provider_rejected", `The provider ${why}.`, {
    details: { upstream: { status, message: said === "" ? null : said } },
  });
}

/** The sentence in a provider's error, as OpenAI, Anthropic and Google (`error.message`) and others (`message`) write it. */
function messageIn(text: string): string | null {
  try {
    const json = JSON.parse(text);
    const message = json?.error?.message ?? json?.error ?? json?.message ?? json?.detail;
    return typeof message === "string" ? message : null;
  } catch {
    return null;
  }
}

/**
 * The JSON of a list of models. Throws provider_failed for what has no list in it: it comes from something that is not such an
 * API.
 */
export function listIn(text: string): unknown {
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json === "object" && json !== null && ("data" in json || "models" in json)) return json;
  } catch (cause) {
    throw notAList(cause);
  }
  throw notAList(undefined);
}

function notAList(cause: unknown): AppError {
  return new AppError("provider_failed", "What answered did not send a list of models.", { cause });
}
