import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { DAY_MS, HOUR_MS } from "@/lib/core/time";
import { keptSince } from "@/lib/logs/kept-since";
import { overridesOf, type PriceOverrides, priceFor } from "@/lib/prices/account-prices";
import type { Price } from "@/lib/prices/price";
import { isListedModel } from "@/lib/prices/price-book";
import { listPrices } from "@/lib/prices/queries";
import { NO_TOKENS, RECONCILIATION_MAX_DAYS, type ReconciledDay, type Reconciliation } from "../contract";
import { amountStep } from "./amount-step";
import { classifyGap, type Moved } from "./classify-gap";
import { type MergedDay, mergeDays } from "./merge-days";
import { planMoved } from "./plan-moved";
import { readOurs } from "./read-ours";
import { type ReportedSpan, readReportedSpans, readTheirs } from "./read-theirs";
import { reportedState } from "./reported-state";
import { sumUp } from "./sum-up";
import { countTokens } from "./token-sums";

type Asked = { provider: string; from: string; to: string };

/**
 * Compares what a provider reports with our sums, by UTC day and model, and says why they differ. `from` and `to` are UTC days that
 * both belong to it. Throws `invalid_field` when they are the wrong way round or more than 93 days apart.
 */
export async function reconcile(ctx: Ctx, asked: Asked): Promise<Reconciliation> {
  const [from, to] = [startOf(asked.from), startOf(asked.to)];
  refuseSpan(from, to);
  // A day more on either side: what was counted a day late shows there.
  const [first, last] = [new Date(from - DAY_MS), new Date(to + DAY_MS)];
  const span = { provider: asked.provider, first: dayOf(first), last: dayOf(last) };
  const [ours, theirs, spans, own, keptFrom] = await Promise.all([
    readOurs(ctx, { provider: asked.provider, from: first, to: new Date(last.getTime() + DAY_MS) }),
    readTheirs(ctx, span),
    readReportedSpans(ctx, asked.provider),
    listPrices(ctx),
    keptSince(ctx),
  ]);
  const merged = mergeDays(asked.provider, { ours, theirs });
  const days = compare(merged, { ...asked, spans, overrides: overridesOf(own), keptFrom }).filter(
    ({ day }) => day >= asked.from && day <= asked.to,
  );
  return sumUp({ ...asked, days, reportedUntil: lastDay(spans) });
}

type Known = Asked & { spans: readonly ReportedSpan[]; overrides: PriceOverrides; keptFrom: Date | null };

function compare(merged: readonly MergedDay[], known: Known): ReconciledDay[] {
  const stepNanoUsd = amountStep(merged.flatMap(({ theirs }) => theirs?.costNanoUsd ?? []));
  const models = new Map<string, MergedDay[]>();
  for (const day of merged) models.set(day.model, [...(models.get(day.model) ?? []), day]);
  return [...models.values()].flatMap((days) => {
    const moved = planMoved(days.map(dayEnd));
    return days.flatMap((day) => {
      const cell = { ...day, moved: moved.get(day.day) ?? NOTHING, stepNanoUsd };
      const gap = classifyGap({
        ...cell,
        reported: reportedState(day.day, known.spans),
        price: priceOf(day, known),
        isExpired: known.keptFrom !== null && startOf(day.day) < known.keptFrom.getTime(),
        isListed: day.theirNames.some((name) => isListedModel(known.provider, name)),
      });
      const { late: _, theirNames: __, ...shown } = day;
      return isNothing(day) ? [] : [{ ...shown, ...gap }];
    });
  });
}

const NOTHING: Moved = { requests: 0, tokens: NO_TOKENS };

function dayEnd({ day, theirs, ours, late }: MergedDay) {
  const tokens = theirs?.tokens ?? null;
  return { day, late, more: tokens === null ? null : countTokens(tokens) - countTokens(ours.tokens) };
}

/** Our price of the model on that day: of the name that our requests have, else of the report's. */
function priceOf({ day, names, theirNames }: MergedDay, { provider, overrides }: Known): Price | null {
  const noon = new Date(startOf(day) + 12 * HOUR_MS);
  const prices = [...names, ...theirNames].map((name) => priceFor(overrides, provider, name, noon));
  return prices.find((price) => price !== null) ?? null;
}

/** Refused requests of a model that no report names cost nothing on either side. */
function isNothing({ theirs, ours }: MergedDay): boolean {
  return theirs === null && ours.counted === 0 && ours.costNanoUsd === 0n && countTokens(ours.tokens) === 0;
}

function refuseSpan(from: number, to: number): void {
  if (to < from)
    throw new AppError("invalid_field", "to: use a day that is not before from.", { param: "to" });
  if ((to - from) / DAY_MS < RECONCILIATION_MAX_DAYS) return;
  const message = `from: ask for at most ${RECONCILIATION_MAX_DAYS} days at once.`;
  throw new AppError("invalid_field", message, { param: "from" });
}

function lastDay(spans: readonly ReportedSpan[]): string | null {
  return spans.reduce<string | null>(
    (latest, { last }) => (latest === null || last > latest ? last : latest),
    null,
  );
}

const startOf = (day: string) => Date.parse(`${day}T00:00:00Z`);
const dayOf = (moment: Date) => moment.toISOString().slice(0, 10);
