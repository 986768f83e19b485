import { createHash, randomBytes } from "node:crypto";
import type { Sql } from "postgres";
import { appUrl } from "@/lib/env";

/**
 * The link that creates the owner account, with a token that this start made; null once anybody has an account.
 * Tokens of the last day stay valid, so that the link of another instance, or of a start that was cut short, works.
 */
export async function makeSetupLink(sql: Sql): Promise<string | null> {
  const token = randomBytes(24).toString("base64url");
  const hash = createHash("sha256").update(token).digest("hex");
  const rows = await sql`
    insert into setup_tokens (token_hash)
    select ${hash} where not exists (select from users)
    returning token_hash`;
  await sql`delete from setup_tokens where created_at < now() - interval '1 day' or exists (select from users)`;
  return rows.length === 0 ? null : `${appUrl()}/setup?token=${token}`;
}
