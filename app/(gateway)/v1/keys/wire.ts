import { z } from "zod";
import { usdDecimal } from "@/lib/core/money";
import type { ApiKey, KeyListItem } from "@/lib/keys/contract";
import { keyGuard } from "@/lib/keys/guard-field";
import { rateLimits } from "@/lib/limits/contract";
import { payloadPolicy } from "@/lib/payloads/contract";
import { knownCost } from "@/lib/usage/known-cost";
import { EXAMPLE_SECRET } from "./fields";

const moment = z.iso.datetime();
const status = z.enum(["active", "disabled", "expired", "deleted"]);

/** What a key may do. Looser than what can be set, so that a scope of a later version can be read. */
export const wireScope = z
  .looseObject({})
  .nullable()
  .meta({ description: "What the key may do; null is everything." });

/** A key on the wire. The first six fields are those existing clients know. */
export const wireKey = z
  .object({
    id: z.uuid(),
    userId: z.uuid().meta({ description: "Owner of the account." }),
    keyPrefix: z.string().meta({ description: "The first 12 characters of the key, for recognising it." }),
    name: z.string(),
    createdAt: moment,
    lastUsedAt: moment.nullable(),
    keyLastFour: z.string(),
    status,
    expiresAt: moment.nullable(),
    description: z.string().nullable(),
    tags: z.array(z.string()),
    createdBy: z
      .string()
      .nullable()
      .meta({ description: "Name of the person or key that made it; null when nobody known did." }),
    disabledAt: moment.nullable(),
    disabledBy: z
      .string()
      .nullable()
      .meta({ description: "What stopped it when no person did: the guard, or a leak report." }),
    deletedAt: moment.nullable(),
    exposedAt: moment.nullable().meta({ description: "Since when it is known to be exposed." }),
    rotatingUntil: moment
      .nullable()
      .meta({ description: "While an older secret works beside the newest: when it ends." }),
    scope: wireScope,
    guard: keyGuard
      .nullable()
      .meta({ description: "How it is watched; null is as the account's policy says." }),
    payloads: payloadPolicy
      .nullable()
      .meta({ description: "What is kept of its requests; null is as the gate or the account says." }),
    limits: rateLimits.nullable().meta({
      description:
        "Its own rate limits, beside those of its account and gate: the tightest counts. Null is none.",
    }),
  })
  .meta({ id: "Key" });

/** A key in the answer that made it or its newest secret, and in no other. */
export const shownOnce = wireKey
  .extend({ key: z.string(), secret_available: z.literal(true) })
  .meta({ id: "KeyWithSecret" });
/** The same answered again: the secret was shown then. */
export const shownBefore = wireKey
  .extend({ key: z.null(), secret_available: z.literal(false) })
  .meta({ id: "KeyShownBefore" });

export const wireUsage = z
  .object({
    requests: z.int(),
    errors: z.int(),
    unpriced: z.int().meta({ description: "Requests whose cost is unknown; they are not in the cost." }),
    costUsd: z
      .string()
      .nullable()
      .meta({ description: "Exact decimal; null when no request has a known cost." }),
    cost_nano_usd: z
      .string()
      .nullable()
      .meta({ description: "The same in whole billionths of a US dollar." }),
  })
  .meta({ id: "KeyUsage", description: "The last 30 UTC days, today included." });

export const wireKeyWithUsage = wireKey.extend({ usage: wireUsage }).meta({ id: "KeyWithUsage" });

export const exampleKey: z.input<typeof wireKey> = {
  id: "0195f3a0-7c1e-7b52-9a64-3f1c2d4e5a6b",
  userId: "0195f39f-11aa-7d0e-8d3c-6b1f0c9e2a44",
  keyPrefix: "layer_9e1417",
  name: "Production",
  createdAt: "2026-11-22T09:30:00.000Z",
  lastUsedAt: "2026-11-22T09:41:12.000Z",
  keyLastFour: "c3f7",
  status: "active",
  expiresAt: null,
  description: "The web shop",
  tags: ["web"],
  createdBy: "Ada Lovelace",
  disabledAt: null,
  disabledBy: null,
  deletedAt: null,
  exposedAt: null,
  rotatingUntil: null,
  scope: null,
  guard: null,
  payloads: null,
  limits: { requestsPerMinute: 600 },
};

export const exampleCreated: z.input<typeof shownOnce> = {
  ...exampleKey,
  lastUsedAt: null,
  key: EXAMPLE_SECRET,
  secret_available: true,
};

export const exampleUsage: z.input<typeof wireUsage> = {
  requests: 1240,
  errors: 3,
  unpriced: 0,
  costUsd: "0.8928",
  cost_nano_usd: "892800000",
};

/** A key as clients of the API read it. `ownerId` is the account's owner. */
export function keyOnWire(key: ApiKey, ownerId: string): z.input<typeof wireKey> {
  return {
    id: key.id,
    userId: ownerId,
    keyPrefix: key.prefix,
    name: key.name,
    createdAt: key.createdAt.toISOString(),
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
    keyLastFour: key.lastFour,
    // Whether a key was ever used is what `lastUsedAt` says.
    status: key.status === "never used" ? "active" : key.status,
    expiresAt: key.expiresAt?.toISOString() ?? null,
    description: key.description,
    tags: key.tags,
    createdBy: key.createdBy,
    disabledAt: key.disabledAt?.toISOString() ?? null,
    disabledBy: key.disabledBy,
    deletedAt: key.deletedAt?.toISOString() ?? null,
    exposedAt: key.exposedAt?.toISOString() ?? null,
    rotatingUntil: key.rotatingUntil?.toISOString() ?? null,
    scope: key.scope,
    guard: key.guard,
    payloads: key.payloads,
    limits: key.limits,
  };
}

/** Usage as clients of the API read it: an unknown cost is null, never 0. */
export function usageOnWire(key: KeyListItem): z.input<typeof wireUsage> {
  const cost = knownCost(key);
  return {
    requests: key.requests,
    errors: key.errors,
    unpriced: key.unpriced,
    costUsd: cost === null ? null : usdDecimal(cost),
    cost_nano_usd: cost?.toString() ?? null,
  };
}
