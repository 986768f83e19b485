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
  const byName = sql`lower(k.name) like lower(${`%${escapeLike(text)}%`}) escape '\\'`;
  const secrets = secretConditions(text.toLowerCase());
  if (secrets.length === 0) return byName;
  // Names and secrets apart, and prefixes and last digits too, so that each is looked up in its own index.
  const found = secrets.map(
    (condition) =>
      sql`select s.key_id from api_key_secrets s where s.account_id = ${accountId} and ${condition}`,
  );
  const named = sql`select k.id from api_keys k where k.account_id = ${accountId} and ${byName}`;
  return sql`k.id in (${sql.join([named, ...found], sql` union all `)})`;
}

/** What a secret must be like, one condition per index that finds it; none for a text that is no part of a secret. */
function secretConditions(text: string): SQL[] {
  const parts = MASKED.exec(text)?.groups ?? WHOLE.exec(text)?.groups;
  if (parts !== undefined) {
    return [sql`${beginsWith((parts.prefix ?? "").slice(0, 12))} and s.last_four = ${parts.lastFour}`];
  }
  if (/^layer_[0-9a-f]{0,6}$/.test(text)) return [beginsWith(text)];
  if (!/^[0-9a-f]{1,6}$/.test(text)) return [];
  return [beginsWith(`layer_${text}`), sql`s.last_four = ${text}`];
}

/** A range in the order of bytes, in which `g` comes after every hexadecimal digit. */
function beginsWith(prefix: string): SQL {
  return sql`s.prefix ~>=~ ${prefix} and s.prefix ~<~ ${`${prefix}g`}`;
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (character) => `\\${character}`);
}
