import { AppError, type ErrorCode } from "@/lib/core/errors";
import { cleanProviderText } from "@/lib/providers/clean-provider-text";
import type { ProviderAnswer } from "@/lib/providers/provider";
import { memberOf } from "./loose-json";

/** What a provider's HTTP error means for the client, in the provider's own cleaned words; null for a success. */
export function refusalOf(answer: ProviderAnswer, secrets: readonly string[]): AppError | null {
  if (answer.status < 300) return null;
  const { message, param, code } = errorIn(answer.body, secrets);
  const said = message === null ? "" : ` It said: ${message}`;
  const upstream = { upstream: { status: answer.status, code } };
  const error = (ours: ErrorCode, text: string, retryAfterSeconds = answer.retryAfterSeconds ?? undefined) =>
    new AppError(ours, text, {
      details: upstream,
      ...(param === null ? {} : { param }),
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    });
  switch (answer.status) {
    case 400:
    case 409:
    case 422:
      return error("provider_rejected", message ?? "The provider rejected the request.");
    case 401:
    case 403:
      return error("provider_failed", "The provider did not accept the key it was sent.");
    case 404:
      return error("model_not_found", message ?? "The provider does not know this model.");
    case 408:
      return error("provider_timeout", `The provider gave up waiting.${said}`);
    case 413:
      return error("payload_too_large", message ?? "The body is too large for the provider.");
    case 415:
      return error("unsupported_media_type", message ?? "The provider does not accept this kind of body.");
    case 429:
      return error(
        "provider_rate_limited",
        `The provider's rate limit is reached.${said}`,
        answer.retryAfterSeconds ?? 1,
      );
    default:
      return error("provider_failed", `The provider failed with status ${answer.status}.${said}`);
  }
}

/**
 * True when another model may succeed where this one failed: no connection, no answer in time, 408, 409, 429, 5xx, an answer
 * that is none, or a key that the provider does not accept. Never for a request that is wrong itself, nor for a client that
 * has left.
 */
export function mayAnotherCure(error: AppError): boolean {
  switch (error.code) {
    case "provider_unreachable":
    case "provider_timeout":
    case "provider_rate_limited":
    case "provider_failed":
      return true;
    case "provider_rejected":
      return upstreamStatusOf(error) === 409;
    default:
      return false;
  }
}

/** The HTTP status that a provider's refusal had; null for a failure without one. */
export function upstreamStatusOf({ details }: AppError): number | null {
  const status = memberOf(details?.upstream, "status");
  return typeof status === "number" ? status : null;
}

type Told = { message: string | null; param: string | null; code: string | null };

/** Reads the error of OpenAI, Anthropic and Google (an object `error`), and those that stand at the top, as Mistral's. */
function errorIn(body: ProviderAnswer["body"], secrets: readonly string[]): Told {
  const none: Told = { message: null, param: null, code: null };
  if (!(body instanceof Uint8Array)) return none;
  try {
    const json: unknown = JSON.parse(new TextDecoder().decode(body));
    const inner = memberOf(json, "error") ?? json;
    if (typeof inner === "string") return { ...none, message: cleanProviderText(inner, secrets) };
    if (typeof inner !== "object" || inner === null) return none;
    const text = (name: string) => {
      const value = memberOf(inner, name);
      return typeof value === "string" ? cleanProviderText(value, secrets) : null;
    };
    return { message: text("message") ?? text("detail"), param: text("param"), code: text("code") };
  } catch {
    return none;
  }
}
