import { z } from "zod";
import { usdDecimal } from "@/lib/core/money";
import {
  GAP_CAUSES,
  type ProviderReport,
  type ReconciledDay,
  type Reconciliation,
  type Tokens,
} from "@/lib/reconciliation/contract";

const amount = z.string().meta({ description: "Exact decimal text in USD." });
const day = z.string().meta({ description: "A UTC day: `2026-11-28`." });
const cause = z.enum(GAP_CAUSES).meta({
  description:
    "`outside`: traffic that did not go through Layer. `unpriced`: requests of ours without a price. `price_version`: the " +
    "provider charges another rate. `late_usage`: counted on the neighbouring day. `estimated`: interrupted requests or estimated " +
    "tokens or prices. `rounding`. `other_charges`: no tokens of a model. `not_reported_yet`. `rest`: what nothing explains.",
});

const wireTokens = z
  .object({
    input: z.int(),
    cachedInput: z.int(),
    cacheWrite: z.int(),
    output: z.int(),
    audioInput: z.int(),
    audioOutput: z.int(),
  })
  .meta({ id: "ReconciledTokens" });

export const wireReport = z
  .object({
    id: z.uuid(),
    provider: z.string(),
    format: z.string(),
    fileName: z.string(),
    createdAt: z.iso.datetime(),
    firstDay: day,
    lastDay: day,
    models: z.int(),
    costUsd: amount.nullable(),
  })
  .meta({ id: "ProviderReport" });

export const wireImport = wireReport
  .extend({
    isNew: z
      .boolean()
      .meta({ description: "False when the same file was imported before: nothing changed." }),
    understood: z.array(z.string()).meta({ description: "Columns or fields that were read." }),
    ignored: z.array(z.string()).meta({ description: "Columns or fields that were not." }),
    notices: z.array(z.string()),
  })
  .meta({ id: "ProviderReportImport" });

const wireDay = z
  .object({
    day,
    model: z.string().meta({ description: "As the price list names it; dated variants are one model." }),
    provider: z
      .object({ requests: z.int().nullable(), tokens: wireTokens.nullable(), costUsd: amount.nullable() })
      .nullable()
      .meta({ description: "What the reports say; null when none names the model on this day." }),
    layer: z.object({ requests: z.int(), unpriced: z.int(), tokens: wireTokens, costUsd: amount }),
    differenceUsd: amount.nullable().meta({ description: "The provider's less ours; null without a price." }),
    isValued: z.boolean().meta({ description: "True when the provider's tokens were valued at our price." }),
    causes: z.array(z.object({ cause, amountUsd: amount.nullable() })),
  })
  .meta({ id: "ReconciledDay" });

export const wireReconciliation = z
  .object({
    object: z.literal("reconciliation"),
    provider: z.string(),
    from: day,
    to: day,
    reportedUntil: day.nullable(),
    providerCostUsd: amount,
    layerCostUsd: amount,
    differenceUsd: amount,
    captureRate: z.number().nullable(),
    unknown: z.int().meta({ description: "Days of models whose difference cannot be said in money." }),
    causes: z
      .array(z.object({ cause, amountUsd: amount, days: z.int() }))
      .meta({ description: "They add up to the difference." }),
    data: z.array(wireDay),
  })
  .meta({ id: "Reconciliation" });

export function reportOnWire(report: ProviderReport): z.input<typeof wireReport> {
  const { id, provider, format, fileName, createdAt, firstDay, lastDay, models, costNanoUsd } = report;
  return {
    id,
    provider,
    format,
    fileName,
    createdAt: createdAt.toISOString(),
    firstDay,
    lastDay,
    models,
    costUsd: usd(costNanoUsd),
  };
}

export function reconciliationOnWire(found: Reconciliation): z.input<typeof wireReconciliation> {
  return {
    object: "reconciliation",
    provider: found.provider,
    from: found.from,
    to: found.to,
    reportedUntil: found.reportedUntil,
    providerCostUsd: usdDecimal(found.theirsNanoUsd),
    layerCostUsd: usdDecimal(found.oursNanoUsd),
    differenceUsd: usdDecimal(found.differenceNanoUsd),
    captureRate: found.captureRate,
    unknown: found.unknown,
    causes: found.causes.map(({ cause, nanoUsd, days }) => ({ cause, amountUsd: usdDecimal(nanoUsd), days })),
    data: found.days.map(dayOnWire),
  };
}

function dayOnWire(found: ReconciledDay): z.input<typeof wireDay> {
  const { theirs, ours } = found;
  return {
    day: found.day,
    model: found.model,
    provider:
      theirs === null
        ? null
        : {
            requests: theirs.requests,
            tokens: theirs.tokens === null ? null : tokensOnWire(theirs.tokens),
            costUsd: usd(theirs.costNanoUsd),
          },
    layer: {
      requests: ours.requests,
      unpriced: ours.unpriced,
      tokens: tokensOnWire(ours.tokens),
      costUsd: usdDecimal(ours.costNanoUsd),
    },
    differenceUsd: usd(found.differenceNanoUsd),
    isValued: found.isValued,
    causes: found.parts.map(({ cause: why, nanoUsd }) => ({ cause: why, amountUsd: usd(nanoUsd) })),
  };
}

function tokensOnWire({ cacheWrite, cacheWrite1h, ...tokens }: Tokens): z.input<typeof wireTokens> {
  return { ...tokens, cacheWrite: cacheWrite + cacheWrite1h };
}

const usd = (nano: bigint | null) => (nano === null ? null : usdDecimal(nano));

export const exampleReport: z.input<typeof wireReport> = {
  id: "0195f3a0-7c1e-7b52-9a64-3f1c2d4e5a6b",
  provider: "openai",
  format: "openai usage",
  fileName: "november.json",
  createdAt: "2026-11-28T09:30:00.000Z",
  firstDay: "2026-11-01",
  lastDay: "2026-11-27",
  models: 4,
  costUsd: null,
};

const exampleTokens = {
  input: 141_201,
  cachedInput: 1_200,
  cacheWrite: 0,
  output: 9_756,
  audioInput: 0,
  audioOutput: 0,
};

export const exampleReconciliation: z.input<typeof wireReconciliation> = {
  object: "reconciliation",
  provider: "openai",
  from: "2026-11-01",
  to: "2026-11-30",
  reportedUntil: "2026-11-27",
  providerCostUsd: "0.5",
  layerCostUsd: "0.4",
  differenceUsd: "0.1",
  captureRate: 0.8,
  unknown: 0,
  causes: [{ cause: "outside", amountUsd: "0.1", days: 1 }],
  data: [
    {
      day: "2026-11-05",
      model: "gpt-4o",
      provider: { requests: 500, tokens: exampleTokens, costUsd: "0.5" },
      layer: { requests: 400, unpriced: 0, tokens: exampleTokens, costUsd: "0.4" },
      differenceUsd: "0.1",
      isValued: false,
      causes: [{ cause: "outside", amountUsd: "0.1" }],
    },
  ],
};
