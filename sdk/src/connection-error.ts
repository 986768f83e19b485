import { ConnectionError } from "./errors";

/** What runtimes say when not a byte of a request has left. */
const NEVER_SENT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "ConnectionRefused",
  "FailedToOpenSocket",
]);
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/;
const NO_TLS = /WRONG_VERSION_NUMBER|EPROTO|SSL|TLS/;

/** Names why no whole answer came, and what to do. Nothing of the thrown error's own words is passed on. */
export function connectionError(thrown: unknown, baseUrl: string): ConnectionError {
  const code = codeOf(thrown);
  return new ConnectionError(sentence(code ?? "", baseUrl), code);
}

/** True when a repetition cannot do anything twice, because the first try did nothing. */
export function wasNeverSent({ code }: ConnectionError): boolean {
  return code !== null && NEVER_SENT.has(code);
}

function sentence(code: string, baseUrl: string): string {
  if (code === "ECONNREFUSED" || code === "ConnectionRefused")
    return `Nothing listens at ${baseUrl}. Start Layer there, or set baseUrl (LAYER_BASE_URL) to where it runs.`;
  if (code === "ENOTFOUND" || code === "EAI_AGAIN")
    return `The host name in ${baseUrl} was not found (${code}). Check baseUrl (LAYER_BASE_URL) and your network.`;
  if (CERTIFICATE.test(code))
    return `The certificate of ${baseUrl} is not trusted (${code}). With Node, name your own authority in NODE_EXTRA_CA_CERTS.`;
  if (NO_TLS.test(code))
    return `${baseUrl} does not speak TLS as expected (${code}). Should baseUrl begin with http:// instead?`;
  if (NEVER_SENT.has(code) || code === "")
    return `${baseUrl} cannot be reached${code === "" ? "" : ` (${code})`}. Check baseUrl (LAYER_BASE_URL) and the network between.`;
  return `The connection to ${baseUrl} broke before the answer was whole (${code}).`;
}

/** The system's code stands in the error or in one of its causes. */
function codeOf(thrown: unknown): string | null {
  let at = thrown;
  for (let depth = 0; depth < 5 && typeof at === "object" && at !== null; depth += 1) {
    const { code, cause } = at as { code?: unknown; cause?: unknown };
    if (typeof code === "string" && /^\w{1,60}$/.test(code)) return code;
    at = cause;
  }
  return null;
}
