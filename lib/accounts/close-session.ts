import { eq } from "drizzle-orm";
import type { Database } from "@/db/client";
import { sessions } from "@/db/schema/accounts";
import { sessionTokenHash } from "@/lib/accounts/session-token";

/** Signs a browser out by its token. The token is refused from then on; an unknown one changes nothing. */
export async function closeSession({ db }: { db: Database }, token: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.sessionToken, sessionTokenHash(token)));
}
