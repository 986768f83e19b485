import type { Price } from "@/lib/prices/price";
import {
  GAP_CAUSES,
  type GapCause,
  type GapPart,
  type Ours,
  type ReconciledDay,
  type Theirs,
  type Tokens,
} from "../contract";
import { addTokens, countTokens, subtractTokens } from "./token-sums";
import { type Valuer, valuerOf } from "./valuer";

/** Requests that a provider counted on a neighbouring day: those that came in from the day before, and those that went to the next. */
export type Moved = { requests: number; tokens: Tokens };

export type GapCell = {
  /** Null when no report names the model on this day. */
  theirs: Theirs | null;
  ours: Ours;
  /** What came here and what left, as requests and tokens that are added. */
  moved: Moved;
  /** `over`: reported after the day had ended. `running`: before that. `none`: no report speaks of the day. */
  reported: "over" | "running" | "none";
  price: Price | null;
  /** The smallest step of the report's amounts, in nano-dollars. */
  stepNanoUsd: bigint;
  /** True for a name that the price list has. */
  isListed: boolean;
  /** True when rows of the day have expired: which tokens have no price and which are unsure nobody can say then. */
  isExpired: boolean;
};

type Gap = Pick<ReconciledDay, "differenceNanoUsd" | "isValued" | "parts">;

/** Of amounts of four classes of tokens, each rounded to its nearest step, the sum is at most this many steps off. */
const STEPS_OFF = 2n;

/**
 * Why what a provider reports of a day of a model differs from our sums, with amounts that add up to the difference. It goes
 * from our cost to theirs in steps, each with a cause: our requests without a price, tokens they counted and we did not (or the other
 * way round), their rate against ours.
 */
export function classifyGap(cell: GapCell): Gap {
  const { theirs, ours } = cell;
  if (theirs === null) return gapOf(-ours.costNanoUsd, false, [notTheirs(cell)]);
  const value = valuerOf({ theirs, ours, price: cell.price });
  const reported = theirs.costNanoUsd;
  const cost = reported ?? (theirs.tokens === null ? null : (value?.(theirs.tokens) ?? null));
  if (cost === null) return { differenceNanoUsd: null, isValued: false, parts: withoutMoney(cell) };
  const difference = cost - ours.costNanoUsd;
  const isValued = reported === null;
  if (ours.requests === 0 && cell.moved.requests === 0) {
    const isOther = !cell.isListed && theirs.tokens === null && theirs.requests === null;
    return gapOf(difference, isValued, [
      { cause: isOther ? "other_charges" : "outside", nanoUsd: difference },
    ]);
  }
  if (value === null) return gapOf(difference, isValued, [{ cause: "rest", nanoUsd: difference }]);
  return gapOf(difference, isValued, [
    ...ownParts(cell, value),
    ...(theirs.tokens === null
      ? costParts(cell, cost - value(ours.tokens), value)
      : tokenParts(cell, { cost, tokens: theirs.tokens }, value)),
  ]);
}

/** The parts that say something, each cause once; what is missing to the difference is the rest. */
function gapOf(difference: bigint, isValued: boolean, given: GapPart[]): Gap {
  const sums = new Map<GapCause, bigint>();
  let left = difference;
  for (const { cause, nanoUsd } of given) {
    sums.set(cause, (sums.get(cause) ?? 0n) + (nanoUsd ?? 0n));
    left -= nanoUsd ?? 0n;
  }
  if (left !== 0n) sums.set("rest", (sums.get("rest") ?? 0n) + left);
  const parts = GAP_CAUSES.flatMap((cause) => {
    const nanoUsd = sums.get(cause) ?? 0n;
    return nanoUsd === 0n ? [] : [{ cause, nanoUsd }];
  });
  return { differenceNanoUsd: difference, isValued, parts };
}

function notTheirs({ reported, ours }: GapCell): GapPart {
  return { cause: reported === "over" ? "rest" : "not_reported_yet", nanoUsd: -ours.costNanoUsd };
}

/** What is wrong on our own side: requests without a price, and prices that were others when they were settled. */
function ownParts({ ours, isExpired }: GapCell, value: Valuer): GapPart[] {
  if (isExpired && ours.unpriced > 0) {
    return [{ cause: "rest", nanoUsd: value(ours.tokens) - ours.costNanoUsd }];
  }
  const unpriced = value(ours.unpricedTokens);
  const repriced = value(ours.tokens) - unpriced - ours.costNanoUsd;
  return [
    { cause: "unpriced", nanoUsd: unpriced },
    { cause: isWithin(repriced, BigInt(ours.requests)) ? "rounding" : "price_version", nanoUsd: repriced },
  ];
}

/** Their tokens against ours, then their rate against our price. */
function tokenParts(cell: GapCell, theirs: { cost: bigint; tokens: Tokens }, value: Valuer): GapPart[] {
  const { ours, moved } = cell;
  const late = value(moved.tokens);
  const volume = value(theirs.tokens) - value(ours.tokens) - late;
  const rate = theirs.cost - value(theirs.tokens);
  return [
    { cause: "late_usage", nanoUsd: late },
    { cause: volumeCause(cell, theirs.tokens, volume), nanoUsd: volume },
    { cause: isRounding(cell, rate) ? "rounding" : "price_version", nanoUsd: rate },
  ];
}

/** A report of costs alone says neither how many tokens nor at which rate. */
function costParts(cell: GapCell, difference: bigint, value: Valuer): GapPart[] {
  const late = value(cell.moved.tokens);
  const rest = difference - late;
  const isMissing = cell.reported === "running" && rest < 0n;
  const cause = isRounding(cell, rest) ? "rounding" : isMissing ? "not_reported_yet" : "rest";
  return [
    { cause: "late_usage", nanoUsd: late },
    { cause, nanoUsd: rest },
  ];
}

function volumeCause(cell: GapCell, tokens: Tokens, volume: bigint): GapCause {
  const { ours, moved, theirs, reported, isExpired } = cell;
  const counted = ours.counted + moved.requests;
  const requests = theirs?.requests ?? null;
  const more = countTokens(subtractTokens(tokens, addTokens(ours.tokens, moved.tokens)));
  if (reported === "running" && more < 0) return "not_reported_yet";
  if (more > 0 && requests !== null && requests > counted) return "outside";
  // Where requests are not counted, unsure ones can be wrong by as much as they have themselves.
  const isUnsure = ours.unsure > 0 && (requests !== null || Math.abs(more) <= countTokens(ours.unsureTokens));
  if (isUnsure) return "estimated";
  if (isExpired && ours.unsure > 0) return "rest";
  if (more > 0 && requests === null) return "outside";
  return isRounding(cell, volume) && more === 0 ? "rounding" : "rest";
}

/** Tokens say why even where nothing says how much it is in money. */
function withoutMoney({ theirs, ours }: GapCell): GapPart[] {
  const parts: GapPart[] = [];
  if (ours.unpriced > 0) parts.push({ cause: "unpriced", nanoUsd: null });
  const tokens = theirs?.tokens ?? null;
  if (tokens !== null && countTokens(tokens) > countTokens(ours.tokens)) {
    parts.push({ cause: "outside", nanoUsd: null });
  }
  return parts;
}

function isRounding({ stepNanoUsd, ours, theirs }: GapCell, amount: bigint): boolean {
  return isWithin(amount, stepNanoUsd * STEPS_OFF + BigInt(ours.requests + (theirs?.requests ?? 0)));
}

function isWithin(amount: bigint, bound: bigint): boolean {
  return amount <= bound && amount >= -bound;
}
