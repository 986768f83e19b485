import { z } from "zod";
import type { GateSettings } from "@/lib/core/gate-settings";
import type { GateId, GateVersionId, KeyId, UserId } from "@/lib/core/ids";
import { NAME_MAX_CHARACTERS } from "@/lib/core/name-rule";
import type { PayloadPolicy } from "@/lib/core/payload-policy";
import type { RateLimits } from "@/lib/core/rate-limits";
import { rateLimits } from "@/lib/limits/contract";
import { payloadPolicy } from "@/lib/payloads/contract";
import type { UsageSums } from "@/lib/usage/contract";
import { completeSettings, type GivenSettings } from "./complete-settings";
import { gateNameProblem } from "./gate-name-problem";
import { gateFaults } from "./gate-problems";
import { settingsFields } from "./settings-fields";

export type { GateSettings } from "@/lib/core/gate-settings";
export type { GateProblem } from "./gate-problems";

/** A named routing configuration, as its account sees it. */
export type Gate = {
  id: GateId;
  name: string;
  settings: GateSettings;
  /** True for the gate that answers when a request names none. */
  isDefault: boolean;
  /** What is kept of its requests; null is as the account says. No version counts it. */
  payloads: PayloadPolicy | null;
  /** Rate limits of what runs through it, from all keys together; null is none. No version counts them. */
  limits: RateLimits | null;
  /** Counts the saves. */
  version: number;
  createdAt: Date;
  updatedAt: Date;
};

export type GateAction = "create" | "manual_update" | "auto_update" | "reanalysis" | "rollback";

/** One save of a gate, as the gate stood afterwards. */
export type GateVersion = {
  id: GateVersionId;
  gateId: GateId;
  version: number;
  name: string;
  settings: GateSettings;
  action: GateAction;
  /** Names of the fields that differ from the version before; `name` is one. Empty for the first. */
  changedFields: string[];
  /** The version that a rollback went back to. */
  restoredVersion: number | null;
  note: string | null;
  /** The person's name or e-mail address, or the name of the key that saved; null when nobody known did. */
  by: string | null;
  /** The person who saved; null when a key or the operator did. */
  byUserId: UserId | null;
  byEmail: string | null;
  createdAt: Date;
};

/** What came through a gate since a moment. Requests whose cost is unknown are `unpriced` and not in the cost. */
export type GateUsage = Pick<UsageSums, "requests" | "errors" | "unpriced" | "costNanoUsd" | "latencyMsMean">;

/** A key that used a gate. */
export type GateCaller = {
  keyId: KeyId;
  name: string;
  /** True when the key was deleted since. */
  isDeleted: boolean;
  requests: number;
  lastRequestAt: Date | null;
};

export const NOTE_MAX_CHARACTERS = 500;

/** Takes the outer blanks off; the rest is kept to the byte or refused with a sentence. */
export const gateName = z
  .string({
    error: (issue) =>
      issue.input === undefined
        ? "Give the gate a name, for example support-answers."
        : "The name must be text.",
  })
  .transform((text) => text.trim())
  .superRefine((name, issues) => {
    const problem = gateNameProblem(name);
    if (problem !== null) issues.addIssue({ code: "custom", message: problem });
  })
  .meta({
    description:
      "1 to 100 characters after outer blanks are taken off. No two gates of an account have the same name, nor names " +
      "that differ only in how Unicode writes them.",
    minLength: 1,
    maxLength: NAME_MAX_CHARACTERS,
  });

const { model, ...otherFields } = settingsFields;

/** Some of the settings, as a change of a gate gives them: what is left out stays. */
export const gateSettingsPatch = z.strictObject(settingsFields).partial();

/** Whole settings: only `model` has to be given, what else is left out has its default. */
export const gateSettingsInput = z
  .strictObject({ model, ...z.strictObject(otherFields).partial().shape })
  .transform((given) => completeSettings(given))
  .superRefine((settings, issues) => {
    for (const { field, severity, message } of gateFaults(settings)) {
      if (severity === "error") issues.addIssue({ code: "custom", path: [field], message });
    }
  });

const gateId = z.string().transform((text) => text as GateId);
const ifVersion = z.int({ error: "ifVersion: use the number of a version." }).min(1).optional();

export const createGateInput = z.strictObject({ name: gateName, settings: gateSettingsInput });
export const updateGateInput = z.strictObject({
  gateId,
  ifVersion,
  name: gateName.optional(),
  settings: gateSettingsPatch.optional(),
  note: z
    .string({ error: "note: use text." })
    .max(NOTE_MAX_CHARACTERS, { error: `note: use at most ${NOTE_MAX_CHARACTERS} characters.` })
    .refine((text) => !/[\0\p{Surrogate}]/u.test(text), {
      error: "note: remove the NUL or half of a character.",
    })
    .optional(),
});
/** What delete, duplicate and set default take. Text that is no id is answered like an unknown one. */
export const gateIdInput = z.strictObject({ gateId });
export const gatePayloadsInput = z.strictObject({ gateId, payloads: payloadPolicy.nullable() });
export const gateLimitsInput = z.strictObject({ gateId, limits: rateLimits.nullable() });
export const duplicateGateInput = z.strictObject({ gateId, name: gateName.optional() });
export const restoreGateInput = z.strictObject({
  gateId,
  versionId: z.string().transform((text) => text as GateVersionId),
  ifVersion,
});

export type GateSettingsPatch = { [Field in keyof GateSettings]?: GateSettings[Field] | undefined };
export type CreateGateInput = { name: string; settings: GivenSettings };
/** With `ifVersion` the change is refused when somebody else has saved since. */
export type UpdateGateInput = {
  gateId: string;
  ifVersion?: number | undefined;
  name?: string | undefined;
  settings?: GateSettingsPatch | undefined;
  note?: string | undefined;
};
export type GateIdInput = { gateId: string; ifVersion?: number | undefined };
/** A copy of a gate, and how many spending limits came with it. */
export type DuplicatedGate = Gate & { spendingLimits: number };
export type DuplicateGateInput = { gateId: string; name?: string | undefined };
export type RestoreGateInput = { gateId: string; versionId: string; ifVersion?: number | undefined };
