import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import type { RequestId } from "@/lib/core/ids";
import { usdDecimal } from "@/lib/core/money";
import { squareAccount } from "@/lib/spending/square-account";
import { addToBooking, finishBooking } from "./carry-booking";
import type { BookingResult, CorrectionTarget } from "./contract";
import { correctionSpan } from "./correction-span";
import { type JudgedRequest, readBatch } from "./read-batch";
import { type Correction, lockCorrections, writeCorrections } from "./write-corrections";

/** How many requests one transaction books; the sums of their hours are locked for one statement of it. */
const BATCH = 1_000;
/** How many requests one call goes through. */
const MOST_REQUESTS = 20_000;

type Limits = { batch?: number; most?: number; after?: RequestId | null };
type Tally = Omit<BookingResult, "booking" | "isFinished">;

/**
 * Books what a price changes of the requests that it holds for: a correction for each, and the sums that they are in. Requests
 * themselves are never changed. One call goes through 20,000 requests; book again until it `isFinished`. What was booked before
 * is not booked again, whoever died in between. Throws `not_found`, and `conflict` for a price that is still to come.
 */
export async function bookPrice(
  ctx: Ctx,
  target: CorrectionTarget,
  limits: Limits = {},
): Promise<BookingResult & { next: RequestId | null }> {
  const { batch: limit = BATCH, most = MOST_REQUESTS } = limits;
  const tally: Tally = { booked: 0, examined: 0, withoutClass: 0, beyondTokens: 0 };
  let next = limits.after ?? null;
  let isFinished = false;
  while (!isFinished && tally.examined < most) {
    const before = tally.booked;
    const rows = await bookBatch(ctx, target, { after: next, limit, tally });
    // After the commit: the recording of requests touches sums and balances in an order of its own.
    if (tally.booked > before) await squareAccount(ctx.db, ctx.accountId);
    isFinished = rows.length < limit;
    next = rows.at(-1)?.id ?? next;
  }
  const booking = await settle(ctx, target, isFinished);
  return { booking, isFinished, ...tally, next: isFinished ? null : next };
}

function bookBatch(
  ctx: Ctx,
  target: CorrectionTarget,
  { after, limit, tally }: { after: RequestId | null; limit: number; tally: Tally },
): Promise<JudgedRequest[]> {
  return ctx.db.transaction(async (tx) => {
    await lockCorrections(tx, ctx.accountId);
    const span = await correctionSpan({ ...ctx, db: tx }, target);
    const rows = await readBatch({ ...ctx, db: tx }, span, { after, limit });
    const corrections = rows.flatMap(({ id, verdict }): Correction[] =>
      verdict.kind === "change" ? [{ id, deltaNanoUsd: verdict.deltaNanoUsd, isNew: verdict.isNew }] : [],
    );
    tally.examined += rows.length;
    for (const { verdict } of rows) {
      if (verdict.kind !== "left") continue;
      if (verdict.why === "without_class") tally.withoutClass += 1;
      else tally.beyondTokens += 1;
    }
    if (corrections.length === 0) return rows;
    const at = ctx.clock.now();
    const id = await addToBooking(tx, ctx, span, at);
    const { priceVersion } = span;
    const written = await writeCorrections(
      tx,
      { id, accountId: ctx.accountId, priceVersion, at },
      corrections,
    );
    await addToBooking(tx, ctx, span, at, written);
    tally.booked += written.requests;
    return rows;
  });
}

/** Ends the booking once everything is gone through, and writes it to the trail. */
async function settle(
  ctx: Ctx,
  target: CorrectionTarget,
  isFinished: boolean,
): Promise<BookingResult["booking"]> {
  return ctx.db.transaction(async (tx) => {
    await lockCorrections(tx, ctx.accountId);
    const span = await correctionSpan({ ...ctx, db: tx }, target);
    const booking = await finishBooking(tx, ctx, span, isFinished);
    if (booking === null || booking.finishedAt === null) return booking;
    const { provider, model, priceVersion, since, until, requests, newlyPriced, deltaNanoUsd } = booking;
    await recordChange(tx, ctx, {
      action: "cost.booked",
      subject: { kind: "cost", id: booking.id, name: `${provider}/${model}` },
      before: null,
      after: { priceVersion, since, until, requests, newlyPriced, differenceUsd: usdDecimal(deltaNanoUsd) },
    });
    return booking;
  });
}
