import { z } from "zod";
import { CHECK_PROBLEMS, type CheckResult, type ProviderKey } from "@/lib/provider-keys/contract";

const moment = z.iso.datetime();

/** A provider key on the wire, masked. */
export const wireProviderKey = z
  .object({
    id: z.uuid(),
    userId: z.uuid().meta({ description: "Owner of the account." }),
    provider: z.string().meta({
      description: "What its models are named after: `openai`, or the name of a server of your own.",
    }),
    kind: z
      .string()
      .meta({ description: "How it is spoken to; `openai-compatible` for a server of your own." }),
    label: z.string(),
    baseUrl: z.string().nullable().meta({ description: "null is the provider's public address." }),
    keyPrefix: z
      .string()
      .nullable()
      .meta({ description: "The first and last characters of the key; null for a server that wants none." }),
    isActive: z.boolean(),
    position: z.int().meta({ description: "Keys of a provider are used in this order, lowest first." }),
    lastCheckedAt: moment.nullable(),
    lastCheckError: z.string().nullable().meta({ description: "null when the last test went well." }),
    createdAt: moment,
    updatedAt: moment,
    deletedAt: z.null().meta({ description: "Deleted keys are gone with what was encrypted." }),
  })
  .meta({ id: "ProviderKey" });

export const wireCheck = z
  .object({
    valid: z.boolean(),
    provider: z.string(),
    problem: z.enum(CHECK_PROBLEMS).nullable().meta({ description: "What went wrong; null when valid." }),
    message: z.string().meta({ description: "The same as a sentence for people." }),
    modelsAvailable: z.int().nullable().meta({ description: "How many models the key can reach." }),
  })
  .meta({ id: "ProviderKeyCheck" });

export const exampleProviderKey: z.input<typeof wireProviderKey> = {
  id: "0195f3a0-7c1e-7b52-9a64-3f1c2d4e5a6b",
  userId: "0195f39f-11aa-7d0e-8d3c-6b1f0c9e2a44",
  provider: "openai",
  kind: "openai",
  label: "OpenAI",
  baseUrl: null,
  keyPrefix: "sk-proj…WXYZ",
  isActive: true,
  position: 0,
  lastCheckedAt: "2026-11-22T09:30:00.000Z",
  lastCheckError: null,
  createdAt: "2026-11-22T09:30:00.000Z",
  updatedAt: "2026-11-22T09:30:00.000Z",
  deletedAt: null,
};

/** A provider key as clients of the API read it. `ownerId` is the account's owner. */
export function providerKeyOnWire(key: ProviderKey, ownerId: string): z.input<typeof wireProviderKey> {
  return {
    id: key.id,
    userId: ownerId,
    provider: key.provider,
    kind: key.kind,
    label: key.label,
    baseUrl: key.baseUrl,
    keyPrefix: key.keyHint,
    isActive: key.isActive,
    position: key.position,
    lastCheckedAt: key.lastCheckedAt?.toISOString() ?? null,
    lastCheckError: key.lastCheckError,
    createdAt: key.createdAt.toISOString(),
    updatedAt: key.updatedAt.toISOString(),
    deletedAt: null,
  };
}

/** The result of a test as clients of the API read it. */
export function checkOnWire(check: CheckResult, provider: string): z.input<typeof wireCheck> {
  if (!check.valid) {
    const { problem, message } = check;
    return { valid: false, provider, problem, message, modelsAvailable: null };
  }
  const message = `The key works. Models available: ${check.models}.`;
  return { valid: true, provider, problem: null, message, modelsAvailable: check.models };
}
