import type { Ctx } from "@/lib/context";
import { DAY_MS } from "@/lib/core/time";
import { KNOWN_PROVIDERS, OWN_SERVER, type ProviderKey } from "@/lib/provider-keys/contract";
import { providerName } from "@/lib/provider-keys/provider-name";
import { listProviderKeys } from "@/lib/provider-keys/queries";
import { platformDirectory } from "@/lib/providers/platform";
import { knownCost } from "@/lib/usage/known-cost";
import { usageByModel } from "@/lib/usage/queries";

/** Requests of the last 24 hours and what they cost, null when it is not known. */
type DayUsage = { requests: number; unpriced: number; costNanoUsd: bigint | null };

/** A provider as its card shows it. `kind` and `name` are what a new key of it is made with. */
export type ShownProvider = {
  provider: string;
  kind: string;
  name: string;
  keys: ProviderKey[];
  fromEnvironment: boolean;
  day: DayUsage;
};

/** The known providers, then the servers of the account and of this instance's settings by name. */
export async function readProviders(ctx: Ctx): Promise<ShownProvider[]> {
  const now = ctx.clock.now();
  const [keys, usage] = await Promise.all([
    listProviderKeys(ctx),
    usageByModel(ctx, { from: new Date(now.getTime() - DAY_MS), to: now }),
  ]);
  const platform = [...platformDirectory().keys()].filter((id) => id !== "sandbox");
  const isKnown = (id: string) => KNOWN_PROVIDERS.some((known) => known === id);
  const servers = new Set(
    [...keys.map(({ provider }) => provider), ...platform].filter((id) => !isKnown(id)),
  );
  return [...KNOWN_PROVIDERS, ...[...servers].toSorted()].map((provider) => ({
    provider,
    kind: isKnown(provider) ? provider : OWN_SERVER,
    name: providerName({ provider }),
    keys: keys.filter((key) => key.provider === provider),
    fromEnvironment: platform.includes(provider),
    day: sum(usage.filter((each) => each.provider === provider)),
  }));
}

function sum(rows: Awaited<ReturnType<typeof usageByModel>>): DayUsage {
  const total = { requests: 0, unpriced: 0, costNanoUsd: 0n };
  for (const row of rows) {
    total.requests += row.requests;
    total.unpriced += row.unpriced;
    total.costNanoUsd += row.costNanoUsd;
  }
  return { ...total, costNanoUsd: knownCost(total) };
}
