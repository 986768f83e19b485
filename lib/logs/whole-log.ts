import { asc, eq } from "drizzle-orm";
import { requests } from "@/db/schema/requests";
import type { Ctx } from "@/lib/context";
import { HOUR_MS, type TimeRange } from "@/lib/core/time";
import { startOf } from "./id-range";

/** All the time that the account's log covers, in whole hours. */
export async function wholeLog({
  db,
  accountId,
  clock,
}: Pick<Ctx, "db" | "accountId" | "clock">): Promise<TimeRange> {
  const now = clock.now().getTime();
  const [first] = await db
    .select({ id: requests.id })
    .from(requests)
    .where(eq(requests.accountId, accountId))
    .orderBy(asc(requests.id))
    .limit(1);
  const from = first === undefined ? now : startOf(first.id).getTime();
  return {
    from: new Date(Math.floor(Math.min(from, now) / HOUR_MS) * HOUR_MS),
    to: new Date(Math.floor(now / HOUR_MS) * HOUR_MS + HOUR_MS),
  };
}
