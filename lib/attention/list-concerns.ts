import type { Ctx } from "@/lib/context";
import type { KeyDefect } from "@/lib/core/key-filter";
import { DAY_MS } from "@/lib/core/time";
import { chosenRange } from "@/lib/core/time-choice";
import { keyHealth } from "@/lib/keys/health/key-health";
import type { ErrorGroup } from "@/lib/logs/contract";
import { errorGroups } from "@/lib/logs/error-groups";
import { listProviderKeys } from "@/lib/provider-keys/queries";
import type { SpendingLimit } from "@/lib/spending/contract";
import { isRefusing } from "@/lib/spending/is-refusing";
import { listSpendingLimits } from "@/lib/spending/queries";
import { exploreUsage } from "@/lib/usage/explore/explore-usage";
import { isSpike } from "./spike-verdict";

/** Something of the account that should not stay as it is. */
export type Concern =
  | { kind: "keys"; defect: KeyDefect; keys: number }
  | { kind: "provider key"; label: string; provider: string; problem: string }
  | { kind: "errors"; group: ErrorGroup; requests: number; since: Date }
  | { kind: "spending"; limit: SpendingLimit }
  | { kind: "unpriced"; model: string | null; requests: number; since: Date };

/** Defects that cannot wait; the others stand above the list of keys. */
const PRESSING: readonly KeyDefect[] = ["exposed", "expiresSoon"];
const MOST_MODELS = 50;
const MOST_SPIKES = 3;
const MOST_LIMITS = 5;
/** Percent of a limit from which on it is told. */
const NEARLY = 80;

/**
 * What needs somebody: spending limits that refuse calls or are used to 80 percent and more, exposed and expiring keys, provider keys whose last check failed, causes of errors that stand out in the
 * last 24 hours against the seven days before, and models without a price that were called in the last seven days: those of `zone` that
 * charts count, so that the number of calls is theirs.
 */
export async function listConcerns(ctx: Ctx, zone: string): Promise<Concern[]> {
  const [limits, keys, providers, errors, unpriced] = await Promise.all([
    usedUpLimits(ctx),
    pressingKeys(ctx),
    failingProviderKeys(ctx),
    errorSpikes(ctx),
    unpricedModels(ctx, zone),
  ]);
  return [...limits, ...keys, ...providers, ...errors, ...unpriced];
}

/** The ones that refuse calls first, then those that are used most. */
async function usedUpLimits(ctx: Ctx): Promise<Concern[]> {
  const used = ({ now }: SpendingLimit) => now.percentUsed ?? 0;
  return (await listSpendingLimits(ctx))
    .filter((limit) => isRefusing(limit) || used(limit) >= NEARLY)
    .sort((one, other) => Number(isRefusing(other)) - Number(isRefusing(one)) || used(other) - used(one))
    .slice(0, MOST_LIMITS)
    .map((limit) => ({ kind: "spending", limit }));
}

async function pressingKeys(ctx: Ctx): Promise<Concern[]> {
  const health = await keyHealth(ctx);
  return PRESSING.filter((defect) => health[defect] > 0).map((defect) => ({
    kind: "keys",
    defect,
    keys: health[defect],
  }));
}

async function failingProviderKeys(ctx: Ctx): Promise<Concern[]> {
  const keys = await listProviderKeys(ctx);
  return keys.flatMap(({ isActive, lastCheckError, label, provider }) =>
    isActive && lastCheckError !== null
      ? [{ kind: "provider key", label, provider, problem: lastCheckError } as const]
      : [],
  );
}

async function errorSpikes(ctx: Ctx): Promise<Concern[]> {
  const [since, weekBefore] = [1, 8].map((days) => new Date(ctx.clock.now().getTime() - days * DAY_MS));
  if (since === undefined || weekBefore === undefined) return [];
  const latest = { from: since, to: ctx.clock.now() };
  const before = { from: weekBefore, to: since };
  const [now, usual, requestsNow, requestsBefore] = await Promise.all([
    errorGroups(ctx, latest),
    errorGroups(ctx, before),
    countRequests(ctx, latest),
    countRequests(ctx, before),
  ]);
  const nameOf = ({ errorCode, provider, cause }: ErrorGroup) => JSON.stringify([errorCode, provider, cause]);
  const usually = new Map(usual.groups.map((group) => [nameOf(group), group.count]));
  return now.groups
    .filter((group) => {
      const failed = usually.get(nameOf(group)) ?? 0;
      return isSpike({ requests: requestsNow, failed: group.count }, { requests: requestsBefore, failed });
    })
    .slice(0, MOST_SPIKES)
    .map((group) => ({ kind: "errors", group, requests: requestsNow, since }));
}

async function countRequests(ctx: Ctx, range: { from: Date; to: Date }): Promise<number> {
  const query = { ...range, zone: "UTC", grain: "none", metric: "requests", filter: {}, top: 1 } as const;
  return (await exploreUsage(ctx, query)).total.requests;
}

async function unpricedModels(ctx: Ctx, zone: string): Promise<Concern[]> {
  const { from: since, to } = chosenRange({ range: "7d", from: null, to: null }, zone, ctx.clock.now());
  const { series } = await exploreUsage(ctx, {
    from: since,
    to,
    zone,
    grain: "none",
    metric: "requests",
    group: "model",
    filter: {},
    top: MOST_MODELS,
  });
  return series
    .filter(({ others, total }) => others === null && total.unpriced > 0)
    .map(({ name, total }) => ({
      kind: "unpriced",
      model: name.group ?? null,
      requests: total.unpriced,
      since,
    }));
}
