import { AppError, type ErrorCode, toAppError } from "@/lib/core/errors";
import { cleanProviderText } from "@/lib/providers/clean-provider-text";
import type { ProviderAnswer } from "@/lib/providers/provider";
import type { Call } from "./call";
import type { Route } from "./choose-route";
import { GATE_FIELDS } from "./draft";
import type { Ask } from "./read-ask";
import { departureOf } from "./read-body";
import { editTopLevel } from "./top-level-json";

/**
 * Asks the route's provider and notes the attempt. The body goes through byte for byte, but for the model's
 * name, our own fields and the usage option of a stream. Throws provider_* errors and client_closed.
 */
export async function callProvider(call: Call, route: Route, ask: Ask): Promise<ProviderAnswer> {
  const before = call.elapsedMs();
  const note = (status: number | null, providerRequestId: string | null, error: string | null) => {
    call.trail.attempts.push({
      provider: route.provider.id,
      model: route.model.providerModel,
      status,
      latencyMs: Math.round(call.elapsedMs() - before),
      providerRequestId,
      error,
    });
  };
  const answer = await route.provider
    .send({
      format: "chat/completions",
      model: route.model.providerModel,
      body: bodyFor(route, ask),
      departure: departureOf(call.request),
    })
    .catch((error: unknown) => {
      note(null, null, toAppError(error).code);
      throw error;
    });
  const refusal = refusalOf(answer, route.provider.secrets);
  note(answer.status, answer.providerRequestId, refusal?.code ?? null);
  if (refusal !== null) throw refusal;
  return answer;
}

function bodyFor(route: Route, ask: Ask): Uint8Array {
  const { draft } = ask;
  const edits: Record<string, string | undefined> = {};
  for (const name of GATE_FIELDS) if (name in draft.json) edits[name] = undefined;
  // Of equal names another reader may take the first one, so a model that is named twice is written anew too.
  const named = draft.scan.members.filter((member) => member.name === "model");
  if (named.length !== 1 || draft.json.model !== route.model.providerModel) {
    edits.model = JSON.stringify(route.model.providerModel);
  }
  if (ask.stream && !ask.wantsUsage) {
    edits.stream_options = JSON.stringify({
      ...(draft.json.stream_options as object | null),
      include_usage: true,
    });
  }
  if (Object.keys(edits).length === 0) return draft.bytes;
  return Buffer.from(editTopLevel(draft.text, draft.scan, edits));
}

/** What a provider's HTTP error means for the client; null for a success. */
function refusalOf(answer: ProviderAnswer, secrets: readonly string[]): AppError | null {
  if (answer.status < 300) return null;
  const { message, param, code } = errorIn(answer.body, secrets);
  const said = message === null ? "" : ` It said: ${message}`;
  const upstream = { upstream: { status: answer.status, code } };
  const error = (ours: ErrorCode, text: string, retryAfterSeconds?: number) =>
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
      return error("provider_failed", "The provider did not accept this instance's key for it.");
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

function errorIn(
  body: ProviderAnswer["body"],
  secrets: readonly string[],
): {
  message: string | null;
  param: string | null;
  code: string | null;
} {
  const none = { message: null, param: null, code: null };
  if (!(body instanceof Uint8Array)) return none;
  try {
    const json: unknown = JSON.parse(new TextDecoder().decode(body));
    const error = typeof json === "object" && json !== null && "error" in json ? json.error : null;
    if (typeof error === "string") return { ...none, message: cleanProviderText(error, secrets) };
    if (typeof error !== "object" || error === null) return none;
    const text = (name: string) => {
      const value: unknown = Reflect.get(error, name);
      return typeof value === "string" ? cleanProviderText(value, secrets) : null;
    };
    return { message: text("message"), param: text("param"), code: text("code") };
  } catch {
    return none;
  }
}
