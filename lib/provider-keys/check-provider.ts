import { AppError } from "@/lib/core/errors";
import type { Provider } from "@/lib/providers/provider";
import type { CheckProblem, CheckResult } from "./contract";
import { providerName } from "./provider-name";

type Upstream = { status: number; message: string | null };

/** Asks a provider for its models, which costs nothing, and says what came of it. Throws nothing that a provider can cause. */
export async function checkProvider(provider: Provider): Promise<CheckResult> {
  try {
    const models = await provider.listModels();
    return { valid: true, models: models.length };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { valid: false, ...explain(providerName({ provider: provider.id }), provider.kind.id, error) };
  }
}

/**
 * A failed check as the error of the verb that wanted to save the key. What is wrong with a key or a base URL that was typed is
 * the fault of that field; what is wrong with the provider's own address is the provider's.
 */
export function checkFailure(
  { problem, message }: CheckResult & { valid: false },
  hasBaseUrl: boolean,
): AppError {
  if (problem === "key_refused") return new AppError("invalid_field", message, { param: "apiKey" });
  if (hasBaseUrl && ADDRESS_PROBLEMS.has(problem)) {
    return new AppError("invalid_field", message, { param: "baseUrl" });
  }
  return new AppError(PROVIDER_ERRORS[problem], message);
}

const ADDRESS_PROBLEMS: ReadonlySet<CheckProblem> = new Set(["unreachable", "timed_out", "not_an_api"]);

const PROVIDER_ERRORS = {
  not_an_api: "provider_failed",
  unreachable: "provider_unreachable",
  timed_out: "provider_timeout",
  rate_limited: "provider_rate_limited",
  failed: "provider_failed",
  unreadable: "provider_key_unreadable",
} as const satisfies Record<Exclude<CheckProblem, "key_refused">, AppError["code"]>;

function explain(name: string, kind: string, error: AppError): { problem: CheckProblem; message: string } {
  switch (error.code) {
    case "provider_timeout":
      return { problem: "timed_out", message: `${name} did not answer in time.` };
    case "provider_unreachable": {
      const isOurs = error.cause === undefined;
      const message = isOurs
        ? error.message
        : `${name} cannot be reached. Check the address and that it answers.`;
      return { problem: "unreachable", message };
    }
    case "provider_rejected":
      return refusal(name, kind, error.details?.upstream as Upstream);
    default:
      return { problem: "not_an_api", message: `What answers for ${name} is not an API that lists models.` };
  }
}

function refusal(
  name: string,
  kind: string,
  { status, message }: Upstream,
): { problem: CheckProblem; message: string } {
  const said = message === null ? "" : ` It said: ${message.replace(/[.\s]*$/, "")}.`;
  // Google answers a wrong key with 400 (ai.google.dev/gemini-api/docs/troubleshooting).
  if (status === 401 || status === 403 || (kind === "google" && status === 400)) {
    return { problem: "key_refused", message: `${name} does not accept this key.${said}` };
  }
  if (status === 429) {
    return {
      problem: "rate_limited",
      message: `${name} limits requests at the moment. Try again in a minute.${said}`,
    };
  }
  if (status >= 500 || status === 402) {
    return { problem: "failed", message: `${name} failed with status ${status}.${said}` };
  }
  return {
    problem: "not_an_api",
    message: `No list of models is at this address (status ${status}).${said}`,
  };
}
