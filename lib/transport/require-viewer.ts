import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { ledger } from "@/db/client";
import { findSession } from "@/lib/accounts/find-session";
import type { Ctx } from "@/lib/context";
import type { SessionId, UserId } from "@/lib/core/ids";
import { systemClock } from "@/lib/core/time";
import { clientFacts, originOf } from "@/lib/transport/client-facts";
import { PATH_HEADER, signInPath } from "@/lib/transport/safe-return-path";
import { sessionCookieName } from "@/lib/transport/session-cookie";

/** The signed-in person behind a click, and the context its verbs run in. */
export type Viewer = {
  ctx: Ctx;
  user: { id: UserId; name: string | null; email: string; role: "owner" | "member" };
  sessionId: SessionId;
};

/** The signed-in person, or null. One question to the database per request; a database that is away throws. */
export const findViewer = cache(async (): Promise<Viewer | null> => {
  const token = (await cookies()).get(sessionCookieName())?.value;
  if (token === undefined || token === "") return null;
  const { db } = ledger();
  const facts = clientFacts(await headers());
  const session = await findSession({ db, clock: systemClock }, token, facts);
  if (session === null) return null;
  const { accountId, ...user } = session.user;
  return {
    ctx: {
      db,
      clock: systemClock,
      accountId,
      actor: { kind: "user", userId: user.id },
      origin: originOf(facts),
    },
    user,
    sessionId: session.sessionId,
  };
});

/** The signed-in person; everybody else is sent to sign in and returns to this very address afterwards. */
export async function requireViewer(): Promise<Viewer> {
  const viewer = await findViewer();
  if (viewer === null) redirect(signInPath((await headers()).get(PATH_HEADER)));
  return viewer;
}
