import { and, asc, eq, gt } from "drizzle-orm";
import { auditEntries, auditHeads } from "@/db/schema/audit";
import type { Ctx } from "@/lib/context";
import { CHAIN_START, entryHash } from "./entry-hash";

/** What became of a check of a trail: whole, or the first entry where it breaks and how. */
export type ChainVerdict =
  | { whole: true; entries: number; head: string }
  | { whole: false; sequence: number; fault: string };

const AT_ONCE = 1_000;

/**
 * Reads an account's trail from its beginning and makes every hash again. Finds an entry that was changed, taken out, put in
 * or moved, and entries missing at the end. `head` is the last hash as hex: whoever keeps it elsewhere can tell later that
 * even a trail made anew as a whole is not the one they saw.
 */
export async function verifyChain({ db, accountId }: Pick<Ctx, "db" | "accountId">): Promise<ChainVerdict> {
  let previous: Uint8Array = CHAIN_START;
  let sequence = 0;
  for (;;) {
    const page = await db
      .select()
      .from(auditEntries)
      .where(and(eq(auditEntries.accountId, accountId), gt(auditEntries.sequence, sequence)))
      .orderBy(asc(auditEntries.sequence))
      .limit(AT_ONCE);
    for (const { hash, previousHash, ...entry } of page) {
      const broken = (fault: string): ChainVerdict => ({ whole: false, sequence: sequence + 1, fault });
      if (entry.sequence !== sequence + 1) return broken(`the next entry there is ${entry.sequence}`);
      if (!same(previousHash, previous)) return broken("does not follow the entry before it");
      if (!same(hash, entryHash(previous, entry))) return broken("is not as it was written");
      sequence = entry.sequence;
      previous = hash;
    }
    if (page.length < AT_ONCE) break;
  }
  return endVerdict({ db, accountId }, sequence, previous);
}

async function endVerdict(
  { db, accountId }: Pick<Ctx, "db" | "accountId">,
  sequence: number,
  last: Uint8Array,
): Promise<ChainVerdict> {
  const [head] = await db.select().from(auditHeads).where(eq(auditHeads.accountId, accountId));
  const expected = head ?? { sequence: 0, hash: CHAIN_START };
  // Entries may have been added since the last page was read.
  if (expected.sequence > sequence) {
    const [next] = await db
      .select({ sequence: auditEntries.sequence })
      .from(auditEntries)
      .where(and(eq(auditEntries.accountId, accountId), eq(auditEntries.sequence, sequence + 1)));
    if (next === undefined) {
      return {
        whole: false,
        sequence: sequence + 1,
        fault: `is missing: the trail ends at ${expected.sequence}`,
      };
    }
  } else if (expected.sequence < sequence || !same(expected.hash, last)) {
    return { whole: false, sequence, fault: "is not the entry that the trail ends with" };
  }
  return { whole: true, entries: sequence, head: Buffer.from(last).toString("hex") };
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
