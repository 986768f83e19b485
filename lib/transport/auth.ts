import { NextRequest } from "next/server";
import NextAuth, { type NextAuthConfig } from "next-auth";
import { ledger } from "@/db/client";
import { SESSION_SECONDS } from "@/lib/accounts/session-token";
import { env, shareAddressWithAuth } from "@/lib/env";
import { authAdapter } from "@/lib/transport/auth-adapter";
import { clientFacts } from "@/lib/transport/client-facts";
import { log } from "@/lib/transport/log";
import { oauthProviders } from "@/lib/transport/oauth-providers";
import { mayEnter, verifiedAddress } from "@/lib/transport/outside-identity";
import { isOwnOrigin } from "@/lib/transport/own-origin";
import { findViewer } from "@/lib/transport/require-viewer";
import { pathOnOwnOrigin, safeReturnPath } from "@/lib/transport/safe-return-path";
import { usesHttps } from "@/lib/transport/session-cookie";

/**
 * Auth.js with database sessions. It serves the outside providers; passwords are checked by our own action, which opens rows in
 * the same table under the same cookie, because Auth.js offers no password sign-in with database sessions. The configuration is
 * made per request, so that a build reads no settings.
 */
const nextAuth = NextAuth((request): NextAuthConfig => {
  shareAddressWithAuth();
  const adapter = authAdapter(ledger().db, request === undefined ? null : clientFacts(request.headers));
  return {
    adapter,
    secret: env().AUTH_SECRET,
    providers: oauthProviders(),
    // Never prolonged: the row and the cookie end together.
    session: { strategy: "database", maxAge: SESSION_SECONDS, updateAge: SESSION_SECONDS },
    // The host is checked by the proxy in front; without one, only our own links and forms lead here.
    trustHost: true,
    useSecureCookies: usesHttps(),
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in", verifyRequest: "/sign-in" },
    logger: quietLogger,
    callbacks: {
      redirect: ({ url, baseUrl }) => baseUrl + safeReturnPath(pathOnOwnOrigin(url, baseUrl)),
      async signIn({ account, profile }) {
        if (!account) return false;
        const address = verifiedAddress(profile);
        const linked = await adapter.getUserByAccount?.(account);
        const person = address === null ? null : await adapter.getUserByEmail?.(address);
        return mayEnter({
          address,
          personWithAddress: person?.id ?? null,
          linkedPerson: linked?.id ?? null,
          signedInPerson: (await findViewer())?.user.id ?? null,
        });
      },
    },
  };
});

export const { signIn: signInWithProvider } = nextAuth;

/** Auth.js' own routes under /api/auth. */
export const authHandlers = {
  GET: (request: NextRequest) => nextAuth.handlers.GET(tidied(request)),
  POST: async (request: NextRequest) =>
    isOwnOrigin(request.headers)
      ? nextAuth.handlers.POST(tidied(request))
      : Response.json({ message: "This request did not come from this site." }, { status: 403 }),
};

/** Auth.js answers 500 to a return address it cannot read, in the query or in its cookie: both are made safe first. */
function tidied(request: NextRequest): NextRequest {
  const url = new URL(request.url);
  const headers = new Headers(request.headers);
  if (url.searchParams.has("callbackUrl")) {
    const path = pathOnOwnOrigin(url.searchParams.get("callbackUrl") ?? "", url.origin);
    url.searchParams.set("callbackUrl", safeReturnPath(path));
  }
  const kept = request.cookies
    .getAll()
    .filter(({ name, value }) => !name.endsWith("authjs.callback-url") || isReadable(value, url.origin))
    .map(({ name, value }) => `${name}=${encodeURIComponent(value)}`);
  headers.set("cookie", kept.join("; "));
  return new NextRequest(url, { method: request.method, headers, body: request.body, duplex: "half" });
}

function isReadable(value: string, origin: string): boolean {
  const base = value.startsWith("/") ? origin : undefined;
  return URL.canParse(value, base) && /^https?:$/.test(new URL(value, base).protocol);
}

/** Auth.js puts causes with tokens into its messages; only the kind of error is kept. */
const quietLogger = {
  error: (error: Error) => log().warn({ kind: error.name }, "a sign-in through a provider failed"),
  warn: () => {},
  debug: () => {},
};
