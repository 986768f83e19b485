import { NO_TOKENS, type Ours, type Theirs, type Tokens } from "../contract";
import { canonicalModel } from "./canonical-model";
import type { Moved } from "./classify-gap";
import { NOTHING_OF_OURS, type OurDay } from "./read-ours";
import type { TheirDay } from "./read-theirs";
import { addTokens } from "./token-sums";

/** A day of a model under its one name. */
export type MergedDay = {
  day: string;
  model: string;
  /** What our requests and the reports call it. */
  names: string[];
  theirNames: string[];
  theirs: Theirs | null;
  ours: Ours;
  late: Moved[];
};

/** Both sides by day and model, with dated variants of a model as one. In order of model and day. */
export function mergeDays(
  provider: string,
  { ours, theirs }: { ours: readonly OurDay[]; theirs: readonly TheirDay[] },
): MergedDay[] {
  const merged = new Map<string, MergedDay>();
  const at = (day: string, name: string) => {
    const model = canonicalModel(provider, name);
    const key = `${model} ${day}`;
    const held = merged.get(key) ?? {
      day,
      model,
      names: [],
      theirNames: [],
      theirs: null,
      ours: NOTHING_OF_OURS,
      late: [],
    };
    merged.set(key, held);
    return held;
  };
  for (const { day, model, ours: sums, late } of ours) {
    const held = at(day, model);
    held.names.push(model);
    held.ours = addOurs(held.ours, sums);
    held.late = held.late.length === 0 ? late : late.length === 0 ? held.late : addLate(held.late, late);
  }
  for (const { day, model, theirs: said } of theirs) {
    const held = at(day, model);
    held.theirNames.push(model);
    held.theirs = held.theirs === null ? said : addTheirs(held.theirs, said);
  }
  return [...merged.values()]
    .map(likeOurs)
    .sort((a, b) => (`${a.model} ${a.day}` < `${b.model} ${b.day}` ? -1 : 1));
}

/**
 * Reports count neither sound nor how long a cache keeps what is written to it: those tokens are taken to be as ours, so that
 * they make no difference of their own.
 */
function likeOurs(day: MergedDay): MergedDay {
  const tokens = day.theirs?.tokens ?? null;
  if (day.theirs === null || tokens === null) return day;
  const { audioInput, audioOutput, cacheWrite1h } = day.ours.tokens;
  const hour = Math.min(cacheWrite1h, tokens.cacheWrite);
  const like: Tokens = {
    ...tokens,
    audioInput,
    audioOutput,
    cacheWrite1h: hour,
    cacheWrite: tokens.cacheWrite - hour,
  };
  return { ...day, theirs: { ...day.theirs, tokens: like } };
}

function addOurs(a: Ours, b: Ours): Ours {
  return {
    requests: a.requests + b.requests,
    counted: a.counted + b.counted,
    unpriced: a.unpriced + b.unpriced,
    unsure: a.unsure + b.unsure,
    tokens: addTokens(a.tokens, b.tokens),
    unpricedTokens: addTokens(a.unpricedTokens, b.unpricedTokens),
    unsureTokens: addTokens(a.unsureTokens, b.unsureTokens),
    costNanoUsd: a.costNanoUsd + b.costNanoUsd,
  };
}

function addLate(a: Moved[], b: Moved[]): Moved[] {
  return a.map(({ requests, tokens }, place) => {
    const other = b[place] ?? { requests: 0, tokens: NO_TOKENS };
    return { requests: requests + other.requests, tokens: addTokens(tokens, other.tokens) };
  });
}

function addTheirs(a: Theirs, b: Theirs): Theirs {
  return {
    requests: either(a.requests, b.requests, (x, y) => x + y),
    tokens: either(a.tokens, b.tokens, addTokens),
    costNanoUsd: either(a.costNanoUsd, b.costNanoUsd, (x, y) => x + y),
  };
}

function either<T>(a: T | null, b: T | null, add: (a: T, b: T) => T): T | null {
  return a === null ? b : b === null ? a : add(a, b);
}
