import { z } from "zod";
import {
  ANALYSIS_METHODS,
  type GateSettings,
  REANALYSIS_PERIODS,
  RESPONSE_FORMATS,
  ROUTING_STRATEGIES,
  SYSTEM_PROMPT_MODES,
  TASK_SUBTYPES,
  TASK_TYPES,
} from "@/lib/core/gate-settings";
import type { Gate } from "@/lib/gates/contract";
import { rateLimits } from "@/lib/limits/contract";
import { payloadPolicy } from "@/lib/payloads/contract";
import { exactSpendingFields, type SpendingBeside, spendingFields, spendingOnWire } from "./spending-wire";

const moment = z.iso.datetime();
const anyObject = z.record(z.string(), z.unknown());

/** What a gate says, on the wire as in the ledger. */
export const wireSettings = z.object({
  description: z.string().nullable(),
  taskType: z.enum(TASK_TYPES),
  taskSubtype: z.enum(TASK_SUBTYPES).nullable(),
  model: z.string(),
  systemPrompt: z.string().nullable(),
  systemPromptMode: z.enum(SYSTEM_PROMPT_MODES),
  allowOverrides: z
    .union([z.boolean(), z.record(z.string(), z.boolean())])
    .meta({ description: "true: all fields may be replaced; false: none; else those that are true." }),
  temperature: z.number().nullable(),
  topP: z.number().nullable(),
  maxTokens: z.int().nullable(),
  tags: z.array(z.string()),
  routingStrategy: z.enum(ROUTING_STRATEGIES),
  fallbackModels: z.array(z.string()),
  weights: z.record(z.string(), z.number()).nullable(),
  timeoutMs: z.int().nullable(),
  costWeight: z.number(),
  latencyWeight: z.number(),
  qualityWeight: z.number(),
  analysisMethod: z.enum(ANALYSIS_METHODS),
  taskAnalysis: anyObject.nullable(),
  reanalysisPeriod: z.enum(REANALYSIS_PERIODS),
  autoApplyRecommendations: z.boolean(),
  responseFormatEnabled: z.boolean(),
  responseFormatType: z.enum(RESPONSE_FORMATS).nullable(),
  responseFormatSchema: anyObject.nullable(),
}) satisfies z.ZodType<GateSettings>;

/** A gate on the wire: what existing clients know, then `isDefault`, `version` and the amounts in whole billionths. */
export const wireGate = z
  .object({
    id: z.uuid(),
    userId: z.uuid().meta({ description: "Owner of the account." }),
    name: z.string(),
    ...wireSettings.shape,
    maxCostPer_1kTokens: z.null(),
    maxLatencyMs: z.null(),
    ...spendingFields,
    isDefault: z.boolean().meta({ description: "True for the gate that answers when a request names none." }),
    payloads: payloadPolicy.nullable().meta({
      description: "What is kept of its requests; null is as the account says. It is no part of a version.",
    }),
    limits: rateLimits.nullable().meta({
      description:
        "Rate limits of what runs through it, from all keys together; null is none. They are no part of a version.",
    }),
    version: z.int().meta({ description: "Counts the saves; the number in the ETag." }),
    ...exactSpendingFields,
    createdAt: moment,
    updatedAt: moment,
    deletedAt: z.null(),
  })
  .meta({ id: "Gate" });

export type WireGate = z.input<typeof wireGate>;

/** The fields of settings in the order of the wire. */
export function settingsOnWire(settings: GateSettings): z.input<typeof wireSettings> {
  const fields = Object.keys(wireSettings.shape) as (keyof GateSettings)[];
  const values = fields.map((field) => [field, settings[field]]);
  return Object.fromEntries(values);
}

type Beside = SpendingBeside & { ownerId: string };

/** A gate as clients of the API read it. `usage` is that of the month. */
export function gateOnWire(gate: Gate, { ownerId, ...beside }: Beside): WireGate {
  return {
    id: gate.id,
    userId: ownerId,
    name: gate.name,
    ...settingsOnWire(gate.settings),
    maxCostPer_1kTokens: null,
    maxLatencyMs: null,
    ...spendingOnWire(beside),
    isDefault: gate.isDefault,
    payloads: gate.payloads,
    limits: gate.limits,
    version: gate.version,
    createdAt: gate.createdAt.toISOString(),
    updatedAt: gate.updatedAt.toISOString(),
    deletedAt: null,
  };
}

export const exampleGate: WireGate = {
  id: "0195f3a0-7c1e-7b52-9a64-3f1c2d4e5a6b",
  userId: "0195f39f-11aa-7d0e-8d3c-6b1f0c9e2a44",
  name: "support",
  description: "Answers customers",
  taskType: "chat",
  taskSubtype: null,
  model: "gpt-4o-mini",
  systemPrompt: "Answer in one paragraph.",
  systemPromptMode: "default",
  allowOverrides: { model: false, temperature: true },
  temperature: 0.3,
  topP: null,
  maxTokens: 1000,
  tags: ["customers"],
  routingStrategy: "fallback",
  fallbackModels: ["claude-haiku-4-5"],
  weights: null,
  timeoutMs: 30_000,
  costWeight: 0.33,
  latencyWeight: 0.33,
  qualityWeight: 0.34,
  analysisMethod: "balanced",
  taskAnalysis: null,
  reanalysisPeriod: "never",
  autoApplyRecommendations: false,
  responseFormatEnabled: false,
  responseFormatType: null,
  responseFormatSchema: null,
  maxCostPer_1kTokens: null,
  maxLatencyMs: null,
  spendingLimit: "25.00",
  spendingLimitPeriod: "monthly",
  spendingEnforcement: "block",
  spendingCurrent: "0.8928",
  spendingPeriodStart: "2026-11-01T00:00:00.000Z",
  spendingStatus: "active",
  isDefault: false,
  payloads: null,
  limits: { requestsPerMinute: 600 },
  version: 3,
  spending_limit_nano_usd: "25000000000",
  spending_current_nano_usd: "892800000",
  createdAt: "2026-11-22T09:30:00.000Z",
  updatedAt: "2026-11-23T08:00:00.000Z",
  deletedAt: null,
};
