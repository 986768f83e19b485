import { z } from "zod";
import { isUuid, type ProviderKeyId } from "@/lib/core/ids";
import { NAME_MAX_CHARACTERS, nameRule } from "@/lib/core/name-rule";
import { TAKEN_PROVIDERS } from "@/lib/env";
import { findKind, HTTP_KINDS } from "@/lib/providers/kinds";

/** Providers with an address of their own; a key is all that is needed. */
export const KNOWN_PROVIDERS: readonly string[] = HTTP_KINDS.filter(({ baseUrl }) => baseUrl !== null).map(
  ({ id }) => id,
);
/** The kind of a server of one's own, which has a name and a base URL besides. */
export const OWN_SERVER = "openai-compatible";
export const PROVIDER_KEYS_MAX = 50;

/** A provider key as its account sees it. The key itself is in no type: it goes in and never comes out. */
export type ProviderKey = {
  id: ProviderKeyId;
  /** What its models are named after: `openai`, or the name of a server of one's own. */
  provider: string;
  /** How it is spoken to: one of `KNOWN_PROVIDERS`, or `OWN_SERVER`. */
  kind: string;
  label: string;
  /** Null is the provider's public address. */
  baseUrl: string | null;
  /** First and last characters of the key; null for a server that wants none. */
  keyHint: string | null;
  /** Keys of a provider are used in this order, lowest first. */
  position: number;
  isActive: boolean;
  lastCheckedAt: Date | null;
  /** Why the last check failed, in plain words; null when it went well or there was none. */
  lastCheckError: string | null;
  createdAt: Date;
  updatedAt: Date;
};

export const CHECK_PROBLEMS = [
  "key_refused",
  "unreachable",
  "timed_out",
  "not_an_api",
  "rate_limited",
  "failed",
  "unreadable",
] as const;
export type CheckProblem = (typeof CHECK_PROBLEMS)[number];

/** What a provider said when it was asked for its models with a key. `message` is a sentence for people. */
export type CheckResult =
  | { valid: true; models: number }
  | { valid: false; problem: CheckProblem; message: string };

export type CheckedKey = { key: ProviderKey; check: CheckResult };

/** Takes the blanks off that a paste brings along. */
export const apiKeyText = z
  .string({ error: "The key must be text." })
  .transform((text) => text.trim())
  .refine((text) => /^[\x20-\x7e]{1,1000}$/.test(text), {
    error: "Paste the provider's key: up to 1,000 letters, digits and signs, without line breaks.",
  })
  .meta({
    description: "The provider's key. It is stored encrypted and never shown again.",
    maxLength: 1_000,
  });

export const keyLabel = z
  .string({ error: "The label must be text." })
  .transform((text) => text.trim())
  .superRefine((label, issues) => {
    const problem = nameRule(label, "Give the key a label, or leave it out.");
    if (problem !== null) issues.addIssue({ code: "custom", message: problem });
  })
  .meta({ description: "What people call the key.", minLength: 1, maxLength: NAME_MAX_CHARACTERS });

export const serverName = z
  .string({ error: "Give the server a name, for example ollama." })
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, {
    error: "A server's name has 1 to 40 lower-case letters, digits and hyphens, and no hyphen in front.",
  })
  .refine((name) => !TAKEN_PROVIDERS.includes(name) && findKind(name) === null && !isUuid(name), {
    error: "This name means something else already. Choose another.",
  })
  .meta({ description: "What its models are named after: `ollama` in `ollama/llama3.2`." });

export const baseUrlText = z
  .string({ error: "Give the base URL as text." })
  .transform((text) => text.trim())
  .meta({
    description: "Address of the API with its version path: `https://models.example.com/v1`.",
    maxLength: 500,
  });

export const createProviderKeyInput = z
  .strictObject({
    provider: z.enum([...KNOWN_PROVIDERS, OWN_SERVER], {
      error: `Choose one of ${[...KNOWN_PROVIDERS, OWN_SERVER].join(", ")}.`,
    }),
    name: serverName.optional(),
    apiKey: apiKeyText.optional(),
    baseUrl: baseUrlText.optional(),
    label: keyLabel.optional(),
    additional: z
      .boolean({ error: "additional: use true or false." })
      .default(false)
      .meta({ description: "true adds a key to a provider that has one; it is used after those before it." }),
  })
  .superRefine((input, issues) => {
    const missing = (field: string, message: string) =>
      issues.addIssue({ code: "custom", path: [field], message });
    if (input.provider === OWN_SERVER) {
      if (input.name === undefined) missing("name", "Give the server a name, for example ollama.");
      if (input.baseUrl === undefined) missing("baseUrl", "Give the server's base URL.");
    } else {
      if (input.apiKey === undefined) missing("apiKey", "Paste the provider's key.");
      if (input.name !== undefined) missing("name", "Only a server of your own has a name.");
    }
  })
  .meta({ id: "NewProviderKey" });

/** What can be changed of a key; what is not sent stays. */
export const providerKeyChanges = z
  .strictObject({
    apiKey: apiKeyText.optional(),
    baseUrl: baseUrlText
      .nullable()
      .optional()
      .meta({ description: "null is the provider's public address. Another one needs `apiKey` again." }),
    label: keyLabel.optional(),
    position: z
      .int({ error: "position: use a whole number from 0." })
      .min(0)
      .max(PROVIDER_KEYS_MAX)
      .optional()
      .meta({ description: "Place among the keys of the same provider, 0 is used first." }),
  })
  .meta({ id: "ProviderKeyChanges" });

/** A provider's name, for all its keys, or the id of one key. */
const ref = z.string();

export const updateProviderKeyInput = providerKeyChanges.extend({ ref });
export const toggleProviderKeysInput = z.strictObject({ ref, isActive: z.boolean() });
export const providerKeyRefInput = z.strictObject({ ref });

export type CreateProviderKeyInput = z.output<typeof createProviderKeyInput>;
export type UpdateProviderKeyInput = z.output<typeof updateProviderKeyInput>;
export type ToggleProviderKeysInput = z.output<typeof toggleProviderKeysInput>;
export type ProviderKeyRefInput = z.output<typeof providerKeyRefInput>;
