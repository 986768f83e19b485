import { SESSION_SECONDS } from "@/lib/accounts/session-token";
import { appUrl } from "@/lib/env";

/** `__Secure-` cookies exist only over HTTPS; on plain HTTP a browser would drop them. */
export function usesHttps(): boolean {
  return appUrl().startsWith("https:");
}

/** Name of the session cookie; the names are Auth.js' own, so that its handlers read the same cookie. */
export function sessionCookieName(): string {
  return usesHttps() ? "__Secure-authjs.session-token" : "authjs.session-token";
}

export function sessionCookieOptions() {
  return {
    httpOnly: true,
    sameSite: "lax",
    path: "/",
    secure: usesHttps(),
    maxAge: SESSION_SECONDS,
  } as const;
}
