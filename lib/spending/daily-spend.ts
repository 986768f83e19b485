import type { Ctx } from "@/lib/context";
import type { SpendingLimitId } from "@/lib/core/ids";
import type { DimensionFilter } from "@/lib/core/request-filter";
import { DAY_MS } from "@/lib/core/time";
import { dayIn, midnight } from "@/lib/core/time-choice";
import type { UsageCell } from "@/lib/usage/explore/contract";
import { exploreUsage } from "@/lib/usage/explore/explore-usage";
import type { SpendingLimit } from "./contract";
import type { DailySpend } from "./spending-outlook";

/** As many whole days as a limit of thirty days counts. */
const LOOK_BACK_DAYS = 31;
/** As many series as one question to the sums may have. */
const AT_ONCE = 50;

/** What a limit counts on each of the last 31 whole days of its zone, the oldest first. */
export async function dailySpend(
  ctx: Ctx,
  limits: readonly SpendingLimit[],
): Promise<ReadonlyMap<SpendingLimitId, DailySpend>> {
  const found = new Map<SpendingLimitId, DailySpend>();
  for (const zone of new Set(limits.map((limit) => limit.zone))) {
    const ofZone = limits.filter((limit) => limit.zone === zone);
    for (const [scope, idOf] of HOLDERS) {
      const ids = [...new Set(ofZone.flatMap((limit) => (limit.scope === scope ? [idOf(limit)] : [])))];
      const series = new Map<string, Days>();
      for (let at = 0; at < ids.length; at += AT_ONCE) {
        for (const [id, days] of await wholeDays(ctx, zone, scope, ids.slice(at, at + AT_ONCE)))
          series.set(id, days);
      }
      for (const limit of ofZone.filter((each) => each.scope === scope))
        found.set(limit.id, countedOn(limit, series.get(idOf(limit)) ?? []));
    }
    const ofAccount = ofZone.filter(({ scope }) => scope === "account");
    if (ofAccount.length === 0) continue;
    const all = (await wholeDays(ctx, zone, "account", [])).get("") ?? [];
    for (const limit of ofAccount) found.set(limit.id, countedOn(limit, all));
  }
  return found;
}

type Days = ReadonlyArray<Pick<UsageCell, "costNanoUsd" | "ownCostNanoUsd">>;

function countedOn({ countsOwnKeys }: SpendingLimit, days: Days): DailySpend {
  return days.map(({ costNanoUsd, ownCostNanoUsd }) =>
    countsOwnKeys ? costNanoUsd : costNanoUsd - ownCostNanoUsd,
  );
}

const HOLDERS = [
  ["gate", ({ gateId }: SpendingLimit) => gateId ?? ""],
  ["key", ({ keyId }: SpendingLimit) => keyId ?? ""],
] as const;

async function wholeDays(
  ctx: Ctx,
  zone: string,
  scope: SpendingLimit["scope"],
  ids: readonly string[],
): Promise<Map<string, Days>> {
  const today = midnight(dayIn(zone, ctx.clock.now()), zone);
  const filter: DimensionFilter = scope === "account" ? {} : { [scope]: { in: [...ids], notIn: [] } };
  const { series } = await exploreUsage(ctx, {
    from: midnight(dayIn(zone, new Date(today.getTime() - (LOOK_BACK_DAYS - 0.5) * DAY_MS)), zone),
    to: today,
    zone,
    grain: "day",
    metric: "spend",
    group: scope === "account" ? null : scope,
    filter,
    top: scope === "account" ? 1 : AT_ONCE,
  });
  return new Map(series.map(({ name, cells }) => [name.group ?? "", cells]));
}
