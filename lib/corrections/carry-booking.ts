import { and, eq, isNull, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { costBookings } from "@/db/schema/prices";
import type { Ctx } from "@/lib/context";
import { type BookingId, newId } from "@/lib/core/ids";
import type { CorrectionSpan, CostBooking } from "./contract";
import { toBooking } from "./queries";

/** Since when is written for a price that has always held. */
export const ALWAYS = new Date(0);

type Owner = Pick<Ctx, "accountId" | "clock">;
type Written = { requests: number; newlyPriced: number; deltaNanoUsd: bigint };
const NOTHING: Written = { requests: 0, newlyPriced: 0, deltaNanoUsd: 0n };

/** Adds what was written to the running booking of a price, which is begun when there is none. Returns its id. */
export async function addToBooking(
  tx: Transaction,
  { accountId }: Owner,
  span: CorrectionSpan,
  at: Date,
  { requests, newlyPriced, deltaNanoUsd }: Written = NOTHING,
): Promise<BookingId> {
  const { provider, model, priceVersion, since, until } = span;
  const [running] = await tx
    .update(costBookings)
    .set({
      until: sql`greatest(${costBookings.until}, ${until.toISOString()}::timestamptz)`,
      requests: sql`${costBookings.requests} + ${requests}`,
      newlyPriced: sql`${costBookings.newlyPriced} + ${newlyPriced}`,
      deltaNanoUsd: sql`${costBookings.deltaNanoUsd} + ${deltaNanoUsd}`,
    })
    .where(runningBooking(accountId, span))
    .returning({ id: costBookings.id });
  if (running !== undefined) return running.id;
  const id = newId<BookingId>(at.getTime());
  await tx.insert(costBookings).values({
    id,
    accountId,
    provider,
    model,
    priceVersion,
    since: since ?? ALWAYS,
    until,
    requests,
    newlyPriced,
    deltaNanoUsd,
    createdAt: at,
  });
  return id;
}

/** The running booking of a price, finished when `isFinished`; null when there is none. */
export async function finishBooking(
  tx: Transaction,
  { accountId, clock }: Owner,
  span: CorrectionSpan,
  isFinished: boolean,
): Promise<CostBooking | null> {
  const [row] = await tx
    .update(costBookings)
    .set({ finishedAt: isFinished ? clock.now() : null })
    .where(runningBooking(accountId, span))
    .returning();
  return row === undefined ? null : toBooking(row);
}

function runningBooking(accountId: Ctx["accountId"], { provider, model, priceVersion }: CorrectionSpan) {
  return and(
    eq(costBookings.accountId, accountId),
    eq(costBookings.provider, provider),
    eq(costBookings.model, model),
    eq(costBookings.priceVersion, priceVersion),
    isNull(costBookings.finishedAt),
  );
}
