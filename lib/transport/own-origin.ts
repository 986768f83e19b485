import { appUrl, env } from "@/lib/env";
import { log } from "@/lib/transport/log";

const HINT =
  "A form from another origin was refused. If it was ours, set APP_URL to the address in the address bar.";

/**
 * Whether a writing request comes from one of our own pages: it must name an origin, and that origin must be our address or
 * the host it was sent to. Next lets a missing Origin pass (its source: app-render/action-handler), we do not.
 */
export function isOwnOrigin(headers: Headers): boolean {
  const [origin, host] = [headers.get("origin"), headers.get("host")];
  const isOurs = originVerdict(origin, host, env().APP_URL === undefined ? null : appUrl());
  if (!isOurs) log().warn({ origin: brief(origin), host: brief(host) }, HINT);
  return isOurs;
}

function brief(text: string | null): string | null {
  return text === null ? null : text.slice(0, 200);
}

/** The pure part of `isOwnOrigin`. */
export function originVerdict(origin: string | null, host: string | null, address: string | null): boolean {
  if (origin === null || !URL.canParse(origin)) return false;
  const { protocol, host: originHost, origin: canonical } = new URL(origin);
  if (protocol !== "http:" && protocol !== "https:") return false;
  if (address !== null && canonical === new URL(address).origin) return true;
  return host !== null && originHost === host.toLowerCase();
}
