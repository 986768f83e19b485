import { AppError } from "@/lib/core/errors";
import { env } from "@/lib/env";
import { httpProvider } from "@/lib/providers/http-provider";
import { kindAt } from "@/lib/providers/kind-at";
import { findKind } from "@/lib/providers/kinds";
import {
  type AllowedNetworks,
  checkBaseUrl,
  guardedLookup,
  readAllowedNetworks,
} from "@/lib/providers/outbound-guard";
import type { Provider } from "@/lib/providers/provider";
import { providerName } from "./provider-name";

export type OwnProviderSettings = {
  provider: string;
  kind: string;
  baseUrl: string | null;
  apiKey: string | undefined;
};

/**
 * A provider reached with an account's own key. Its base URL is checked here and again at every connection, since the operator
 * may have closed a network after it was stored. Throws `invalid_field` (param `baseUrl`) when it may not be used.
 */
export function ownProvider({ provider: id, kind: kindId, baseUrl, apiKey }: OwnProviderSettings): Provider {
  const kind = findKind(kindId);
  const address = baseUrl ?? kind?.baseUrl;
  if (kind === null || address === null || address === undefined) {
    throw new AppError("invalid_field", "Give the server's base URL.", { param: "baseUrl" });
  }
  const name = providerName({ provider: id });
  const checked = checkedBaseUrl(address);
  return httpProvider({
    id,
    label: baseUrl === null ? name : `${name} (${new URL(checked).host})`,
    isOwn: true,
    kind: kindAt(kind, baseUrl),
    baseUrl: checked,
    apiKey,
    timeoutMs: env().LAYER_PROVIDER_TIMEOUT_MS,
    lookup: guardedLookup(allowedNetworks(), new URL(checked).protocol),
  });
}

/** A base URL in the form in which it is stored. Throws `invalid_field` (param `baseUrl`) with the reason. */
export function checkedBaseUrl(text: string): string {
  const verdict = checkBaseUrl(text, allowedNetworks());
  if (verdict.ok) return verdict.baseUrl;
  throw new AppError("invalid_field", verdict.problem, { param: "baseUrl" });
}

let allowed: AllowedNetworks | undefined;

function allowedNetworks(): AllowedNetworks {
  allowed ??= readAllowedNetworks(env().LAYER_ALLOWED_NETWORKS);
  return allowed;
}
