import { cookies, headers } from "next/headers";
import { ledger } from "@/db/client";
import { closeSession } from "@/lib/accounts/close-session";
import type { NewSession } from "@/lib/accounts/open-session";
import { systemClock } from "@/lib/core/time";
import { type ClientFacts, clientFacts, originOf } from "@/lib/transport/client-facts";
import { sessionCookieName, sessionCookieOptions } from "@/lib/transport/session-cookie";

/** What verbs for people who are not signed in yet need: where the rows are, what time it is, and who knocks. */
export async function guestDeps() {
  const client: ClientFacts = clientFacts(await headers());
  return { db: ledger().db, clock: systemClock, client, origin: originOf(client) };
}

/** Hands a new session to the browser. The session it came with, if any, ends: its token may be known to others. */
export async function enter(session: NewSession): Promise<void> {
  const jar = await cookies();
  const previous = jar.get(sessionCookieName())?.value;
  if (previous !== undefined && previous !== "") await closeSession(await guestDeps(), previous);
  jar.set(sessionCookieName(), session.token, sessionCookieOptions());
}

/** Ends the browser's session and takes its cookie. A database that is away throws: nobody is told a false "signed out". */
export async function leave(): Promise<void> {
  const jar = await cookies();
  const token = jar.get(sessionCookieName())?.value;
  if (token !== undefined && token !== "") await closeSession(await guestDeps(), token);
  jar.set(sessionCookieName(), "", { ...sessionCookieOptions(), maxAge: 0 });
}
