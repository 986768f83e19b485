import { AppError } from "@/lib/core/errors";
import { env } from "@/lib/env";
import {
  type AllowedNetworks,
  destinationProblem,
  guardedLookup,
  readAllowedNetworks,
} from "@/lib/providers/outbound-guard";
import { URL_MAX_CHARACTERS } from "./contract";

const PLAIN_HTTP = "Start the address with https://. Plain http:// would send events unprotected.";

/** The address in the form in which it is stored. Throws `invalid_field` (param `url`) when events may not be sent there. */
export function checkedUrl(text: string): string {
  const problem = urlProblem(text);
  if (problem !== null) throw new AppError("invalid_field", problem, { param: "url" });
  return new URL(text).href;
}

/** Why events are not sent to this address, as far as its text tells, or null. Asked again at every delivery. */
export function urlProblem(text: string): string | null {
  if (text.length > URL_MAX_CHARACTERS) return `The address has at most ${URL_MAX_CHARACTERS} characters.`;
  if (!URL.canParse(text)) return "Give the whole address, for example https://example.com/hooks/layer.";
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") return "Start the address with https://.";
  if (url.username !== "" || url.password !== "") return "Leave user and password out of the address.";
  if (text.includes("#")) return "Leave out what follows #: it is never sent.";
  return destinationProblem(url, allowedNetworks(), PLAIN_HTTP);
}

/** A lookup that refuses what events may not be sent to, at the moment of connecting. */
export function deliveryLookup(protocol: string) {
  return guardedLookup(allowedNetworks(), protocol);
}

let allowed: AllowedNetworks | undefined;

function allowedNetworks(): AllowedNetworks {
  allowed ??= readAllowedNetworks(env().LAYER_ALLOWED_NETWORKS);
  return allowed;
}
