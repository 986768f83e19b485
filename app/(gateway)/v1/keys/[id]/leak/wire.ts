import { z } from "zod";
import { usdDecimal } from "@/lib/core/money";
import type { ApiKey } from "@/lib/keys/contract";
import type {
  DamageGroup,
  DamageReport,
  DamageSplit,
  DamageSums,
  SuggestedSince,
} from "@/lib/keys/leak/damage";
import type { DamageCall } from "@/lib/keys/leak/damage-calls";
import { knownCost } from "@/lib/usage/known-cost";
import { keyOnWire, wireKey } from "../../wire";

const moment = z.iso.datetime();

export const wireExposedKey = wireKey
  .extend({
    exposedAt: moment.nullable().meta({ description: "Since when it is known to be exposed." }),
    exposedWhere: z.string().nullable(),
  })
  .meta({ id: "ExposedKey" });

/** A key with what is known of its exposure. `ownerId` is the account's owner. */
export function exposedKeyOnWire(key: ApiKey, ownerId: string): z.input<typeof wireExposedKey> {
  return {
    ...keyOnWire(key, ownerId),
    exposedAt: key.exposedAt?.toISOString() ?? null,
    exposedWhere: key.exposedWhere,
  };
}

const wireSums = z
  .object({
    calls: z.int(),
    errors: z.int(),
    unpriced: z.int().meta({ description: "Calls whose cost is unknown; they are not in the cost." }),
    costUsd: z
      .string()
      .nullable()
      .meta({ description: "Exact decimal; null when no call has a known cost." }),
    cost_nano_usd: z.string().nullable(),
    inputTokens: z.int(),
    cachedInputTokens: z.int(),
    cacheWriteTokens: z.int(),
    outputTokens: z.int(),
    reasoningTokens: z.int(),
    audioTokens: z.int(),
  })
  .meta({ id: "LeakSums" });
const wireGroup = wireSums
  .extend({
    value: z.string().nullable(),
    label: z.string().nullable().meta({ description: "A gate's name; otherwise the same as `value`." }),
    firstAt: moment,
    lastAt: moment,
    isNew: z.boolean().nullable().meta({
      description:
        "True when the key never had it in the 30 days before; null when there is nothing to compare with.",
    }),
  })
  .meta({ id: "LeakGroup" });
const wireSplit = z
  .object({
    groups: z.array(wireGroup).meta({ description: "Those with the most calls first, at most 200." }),
    others: wireSums
      .extend({ values: z.int() })
      .nullable()
      .meta({ description: "The sum of all further ones." }),
  })
  .meta({ id: "LeakSplit" });
export const wireReport = z
  .object({
    keyId: z.uuid(),
    since: moment,
    suggestedSince: z.object({
      at: moment,
      reason: z.enum(["new network", "new model", "last day"]),
      what: z.string().nullable(),
    }),
    total: wireSums,
    expired: z.object({ calls: z.int(), until: moment }).nullable().meta({
      description:
        "Calls since then whose rows have expired: those before `until`. They are in none of the sums. Null when all rows are there.",
    }),
    firstAt: moment.nullable(),
    lastAt: moment.nullable(),
    models: wireSplit,
    gates: wireSplit,
    networks: wireSplit,
    agents: wireSplit,
    endpoints: wireSplit,
    comparedFrom: moment
      .nullable()
      .meta({ description: "The first call of the 30 days before, if there is one." }),
    normalDay: z
      .object({
        days: z.int(),
        calls: z.int(),
        errors: z.int(),
        unpriced: z.int(),
        costUsd: z.string().nullable(),
        cost_nano_usd: z.string().nullable(),
      })
      .nullable()
      .meta({ description: "The median of the UTC days before." }),
  })
  .meta({ id: "LeakReport" });

/** A report as clients of the API read it. */
export function reportOnWire(report: DamageReport, suggested: SuggestedSince): z.input<typeof wireReport> {
  const { splits, normalDay } = report;
  return {
    keyId: report.keyId,
    since: report.since.toISOString(),
    suggestedSince: { ...suggested, at: suggested.at.toISOString() },
    total: sumsOnWire(report.total),
    expired: report.expired && { calls: report.expired.calls, until: report.expired.until.toISOString() },
    firstAt: report.firstAt?.toISOString() ?? null,
    lastAt: report.lastAt?.toISOString() ?? null,
    models: splitOnWire(splits.models),
    gates: splitOnWire(splits.gates),
    networks: splitOnWire(splits.networks),
    agents: splitOnWire(splits.agents),
    endpoints: splitOnWire(splits.endpoints),
    comparedFrom: report.comparedFrom?.toISOString() ?? null,
    normalDay: normalDay === null ? null : costed(normalDay),
  };
}

function splitOnWire({ groups, others }: DamageSplit): z.input<typeof wireSplit> {
  return {
    groups: groups.map(groupOnWire),
    others: others === null ? null : { ...sumsOnWire(others), values: others.values },
  };
}

function groupOnWire({
  value,
  label,
  firstAt,
  lastAt,
  isNew,
  ...sums
}: DamageGroup): z.input<typeof wireGroup> {
  const span = { firstAt: firstAt.toISOString(), lastAt: lastAt.toISOString() };
  return { value, label, ...span, isNew, ...sumsOnWire(sums) };
}

function sumsOnWire(sums: DamageSums): z.input<typeof wireSums> {
  return costed(sums);
}

/** With the cost as texts: an unknown one is null, never 0. */
function costed<T extends { unpriced: number; costNanoUsd: bigint }>({ costNanoUsd, ...rest }: T) {
  const cost = knownCost({ unpriced: rest.unpriced, costNanoUsd });
  return {
    ...rest,
    costUsd: cost === null ? null : usdDecimal(cost),
    cost_nano_usd: cost?.toString() ?? null,
  };
}

export const wireCall = z
  .object({
    id: z.uuid(),
    startedAt: moment,
    endpoint: z.string(),
    gate: z.string().nullable(),
    modelAsked: z.string().nullable(),
    modelUsed: z.string().nullable(),
    provider: z.string().nullable(),
    status: z.int(),
    errorCode: z.string().nullable(),
    inputTokens: z.int(),
    cachedInputTokens: z.int(),
    cacheWriteTokens: z.int(),
    cacheWrite1hTokens: z.int(),
    outputTokens: z.int(),
    reasoningTokens: z.int(),
    audioInputTokens: z.int(),
    audioOutputTokens: z.int(),
    costUsd: z.string().nullable(),
    cost_nano_usd: z.string().nullable(),
    settlement: z.enum(["final", "estimated", "interrupted", "unpriced"]),
    network: z.string().nullable(),
    userAgent: z.string().nullable(),
    secretId: z.uuid().meta({ description: "Which secret of the key was used." }),
  })
  .meta({ id: "LeakCall" });

/** One call of a report. */
export function callOnWire({ costNanoUsd, startedAt, ...call }: DamageCall): z.input<typeof wireCall> {
  return {
    ...call,
    startedAt: startedAt.toISOString(),
    costUsd: costNanoUsd === null ? null : usdDecimal(costNanoUsd),
    cost_nano_usd: costNanoUsd?.toString() ?? null,
  };
}
