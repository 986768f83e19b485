import { ledger } from "@/db/client";
import { hasOwner, isSetupToken } from "@/lib/accounts/create-owner";
import { appUrl, env } from "@/lib/env";

/** Whether anybody has an account on this instance. */
export function instanceHasOwner(): Promise<boolean> {
  return hasOwner(ledger().db);
}

/** What the setup page may show for the token in its address. */
export async function setupState(token: string): Promise<"done" | "open" | "wrong link"> {
  const { db } = ledger();
  if (await hasOwner(db)) return "done";
  return (await isSetupToken(db, token)) ? "open" : "wrong link";
}

/** Facts for the checklist of the setup page. Only shown to the holder of the setup token; no secret is among them. */
export function setupFacts(): { address: string; secretCharacters: number } {
  return { address: appUrl(), secretCharacters: env().AUTH_SECRET.length };
}
