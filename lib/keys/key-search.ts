import { type SQL, sql } from "drizzle-orm";
import type { AccountId } from "@/lib/core/ids";

const MASKED = /^(?<prefix>layer_[0-9a-f]{0,64})(?:…|\.{2,}|\*+|•+)(?<lastFour>[0-9a-f]{4})$/;
const WHOLE = /^(?<prefix>layer_[0-9a-f]{6})[0-9a-f]{54}(?<lastFour>[0-9a-f]{4})$/;

/**
 * The condition a search puts on `api_keys k`: part of the name in either case, the beginning of the secret's
 * prefix, its last four characters, or a masked or whole key as it is copied. Wildcards of LIKE stand for themselves.
 */
export function keySearch(accountId: AccountId, search: string): SQL {
  const text = search.trim();
  if (text === "") return sql`true`;
  // No name holds a NUL, and Postgres refuses the text.
  if (text.includes("\0")) return sql`false`;
  const pattern = `%${escapeLike(text)}%`;
  const byName = sql`lower(k.name) like lower(${pattern}) escape '\\'`;
  const secrets = secretCondition(text.toLowerCase());
  if (secrets === null) return byName;
  return sql`(${byName} or k.id in (
    select s.key_id from api_key_secrets s where s.account_id = ${accountId} and ${secrets}))`;
}

function secretCondition(text: string): SQL | null {
  const parts = MASKED.exec(text)?.groups ?? WHOLE.exec(text)?.groups;
  if (parts !== undefined) {
    const prefix = `${(parts.prefix ?? "").slice(0, 12)}`;
    return sql`starts_with(s.prefix, ${prefix}) and s.last_four = ${parts.lastFour}`;
  }
  if (/^layer_[0-9a-f]{0,6}$/.test(text)) return sql`starts_with(s.prefix, ${text})`;
  if (!/^[0-9a-f]{1,6}$/.test(text)) return null;
  return sql`(starts_with(s.prefix, ${`layer_${text}`}) or s.last_four = ${text})`;
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (character) => `\\${character}`);
}
