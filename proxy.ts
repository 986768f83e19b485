import { type NextRequest, NextResponse } from "next/server";
import { env } from "@/lib/env";
import { configuredOAuth } from "@/lib/transport/configured-oauth";
import { isOwnOrigin } from "@/lib/transport/own-origin";
import { PATH_HEADER, signInPath } from "@/lib/transport/safe-return-path";
import { contentSecurityPolicy, pageHeaders } from "@/lib/transport/security-headers";
import { sessionCookieName, usesHttps } from "@/lib/transport/session-cookie";

const OPEN_TO_ALL = /^\/(?:sign-in|setup|docs(?:\.md)?|api)(?:\/|$)/;

/**
 * Gives every page its security headers and its own address. It sends visitors without a session cookie to sign in, for
 * comfort only, and turns away writes from other sites early: each page, action and route checks for itself who is there.
 */
export function proxy(request: NextRequest): NextResponse {
  const path = request.nextUrl.pathname + withoutRouterMarks(request.nextUrl.searchParams);
  const response = answer(request, path);
  for (const [name, value] of Object.entries(pageHeaders({ https: usesHttps() }))) {
    response.headers.set(name, value);
  }
  return response;
}

function answer(request: NextRequest, path: string): NextResponse {
  const isRead = ["GET", "HEAD", "OPTIONS"].includes(request.method);
  // Next would answer 500 to a foreign origin and let a missing one pass; actions check once more for themselves.
  if (!isRead && !isOwnOrigin(request.headers)) {
    return new NextResponse("This request did not come from this site.\n", { status: 403 });
  }
  return isRead && needsSignIn(request) ? toSignIn(request, path) : page(request, path);
}

function needsSignIn(request: NextRequest): boolean {
  if (OPEN_TO_ALL.test(request.nextUrl.pathname)) return false;
  return (request.cookies.get(sessionCookieName())?.value ?? "") === "";
}

/** Next makes the Location relative again, so the visitor stays on the address in the address bar. */
function toSignIn(request: NextRequest, path: string): NextResponse {
  return NextResponse.redirect(new URL(signInPath(path), request.url));
}

function page(request: NextRequest, path: string): NextResponse {
  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy({
    nonce,
    https: usesHttps(),
    development: env().NODE_ENV === "development",
    signInOrigins: configuredOAuth().map(({ origin }) => origin),
  });
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  headers.set(PATH_HEADER, path);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

/** The router's own cache mark is no part of the address. */
function withoutRouterMarks(query: URLSearchParams): string {
  const kept = new URLSearchParams(query);
  kept.delete("_rsc");
  return kept.size === 0 ? "" : `?${kept}`;
}

export const config = {
  matcher: [
    "/((?!v[123](?:/|$)|(?:api/)?(?:health|ready|metrics)$|_next/static|_next/image|.*\\.(?:ico|png|svg|jpg|webp|txt|woff2|webmanifest)$).*)",
  ],
};
