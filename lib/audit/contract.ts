import { z } from "zod";
import type { auditEntries } from "@/db/schema/audit";
import { isUuid } from "@/lib/core/ids";

/**
 * Everything that enters the trail, with the words for it on a screen ("Ada *created the key* Production"). The names are the
 * types of webhook events too.
 */
export const AUDIT_ACTIONS = {
  "account.created": "created the account",
  "account.plan_changed": "changed the plan of",
  "account.limits_changed": "changed the limits of",
  "user.updated": "changed their name to",
  "user.password_changed": "changed their password",
  "user.linked": "linked a sign-in with",
  "session.opened": "signed in with",
  "session.refused": "refused a wrong password for",
  "session.ended": "signed out of",
  "key.created": "created the key",
  "key.updated": "changed the key",
  "key.rotated": "rotated the key",
  "key.secret_extended": "gave an old secret of the key more time",
  "key.secret_stopped": "stopped an old secret of the key",
  "key.disabled": "disabled the key",
  "key.enabled": "enabled the key",
  "key.deleted": "deleted the key",
  "key.restored": "restored the key",
  "key.expiring": "noticed the coming expiry of the key",
  "key.expired": "noticed the expiry of the key",
  "key.exposed": "reported a leak of the key",
  "key.exposure_resolved": "resolved the exposure of the key",
  "key.first_used": "noticed the first use of the key",
  "key.new_network": "noticed a new network on the key",
  "key.new_model": "noticed a new model on the key",
  "key.spend_anomaly": "noticed unusual spending on the key",
  "key.error_burst": "noticed a burst of errors on the key",
  "key.network_known": "recognised a network of the key",
  "key_policy.updated": "changed the policy for keys",
  "gate.created": "created the gate",
  "gate.updated": "changed the gate",
  "gate.deleted": "deleted the gate",
  "gate.restored": "rolled back the gate",
  "gate.suspended": "noticed that a spending limit stops the gate",
  "gate.resumed": "noticed that a spending limit lets go on the gate",
  "provider_key.created": "added the provider key",
  "provider_key.updated": "changed the provider key",
  "provider_key.deleted": "deleted the provider key",
  "price.set": "set the price",
  "price.deleted": "deleted the price",
  "cost.booked": "booked what a price changes of the past for",
  "price_list.accepted": "accepted the list prices",
  "price_list.declined": "declined the list prices",
  "provider_report.imported": "imported the report",
  "provider_report.deleted": "deleted the report",
  "payload_policy.updated": "changed what is kept of requests",
  "payload.deleted": "deleted what was kept of requests",
  "plan.updated": "changed the plan",
  "plan.requested": "asked for another plan for",
  "plan.answered": "answered the request for a plan of",
  "spending_limit.created": "set the spending limit",
  "spending_limit.updated": "changed the spending limit",
  "spending_limit.raised": "raised for a while the spending limit",
  "spending_limit.reset": "began to count anew for the spending limit",
  "spending_limit.deleted": "removed the spending limit",
  "spend.threshold": "noticed a reached percentage of a spending limit for",
  "spend.limit_reached": "noticed a spending limit used up or refusing a call for",
  "spend.reset": "noticed a spending limit free again for",
  "alert.dismissed": "dismissed the notice",
  "saved_view.created": "saved the view",
  "saved_view.deleted": "deleted the view",
  "export.created": "asked for the export",
  "export.ready": "finished the export",
  "export.deleted": "deleted the export",
  "webhook.created": "added the webhook",
  "webhook.updated": "changed the webhook",
  "webhook.secret_rotated": "rotated the signing secret of the webhook",
  "webhook.disabled": "disabled the webhook",
  "webhook.deleted": "deleted the webhook",
  "webhook.tested": "sent a test event to the webhook",
} as const satisfies Record<string, string>;

export type AuditAction = keyof typeof AUDIT_ACTIONS;

/** What an entry is about. */
export const SUBJECT_KINDS = [
  "account",
  "user",
  "session",
  "key",
  "key_policy",
  "gate",
  "provider_key",
  "price",
  "cost",
  "price_list",
  "provider_report",
  "payload_policy",
  "payload",
  "plan",
  "spending_limit",
  "alert",
  "saved_view",
  "export",
  "webhook",
] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

export const ACTOR_KINDS = ["user", "key", "operator", "system"] as const;
export type ActorKind = (typeof ACTOR_KINDS)[number];

/** An entry of the trail, as it is stored. */
export type AuditEntry = typeof auditEntries.$inferSelect;

/** What a list, an export or the trail of one thing leaves out; a member that is absent leaves out nothing. */
export type AuditFilter = {
  /** A kind of actor, or the id of a person or key. */
  actor?: ActorKind | string | undefined;
  /** An action, or all that begin alike: `key.*`. */
  action?: string | undefined;
  subjectKind?: SubjectKind | undefined;
  subjectId?: string | undefined;
  /** From this moment on. */
  from?: Date | undefined;
  /** Up to this moment, which is not in it any more. */
  until?: Date | undefined;
  /** A part of the name of the actor or of what was changed, in either case. */
  search?: string | undefined;
  /** The address that the change came from. */
  network?: string | undefined;
};

const ACTIONS = Object.keys(AUDIT_ACTIONS) as AuditAction[];
/** The patterns that mean several actions: `key.*`. */
export const ACTION_PATTERNS: readonly string[] = [
  ...new Set(ACTIONS.map((action) => action.replace(/\..*$/, ".*"))),
];

const MOMENT = "use a moment such as 2026-12-01T00:00:00Z";
const moment = (field: string) =>
  z.iso
    .datetime({ offset: true, error: `${field}: ${MOMENT}.` })
    .transform((text) => new Date(text))
    .refine((at) => at.getUTCFullYear() >= 2000 && at.getUTCFullYear() < 2100, {
      error: `${field}: ${MOMENT}, from the year 2000 to 2099.`,
    });
const isAction = (text: string) => Object.hasOwn(AUDIT_ACTIONS, text) || ACTION_PATTERNS.includes(text);
const isActor = (text: string) => isUuid(text) || (ACTOR_KINDS as readonly string[]).includes(text);
const plain = (field: string, most: number) =>
  z
    .string({ error: `${field}: use text.` })
    .max(most, { error: `${field}: use at most ${most} characters.` })
    .refine((text) => text.isWellFormed() && !text.includes("\0"), {
      error: `${field}: remove the NUL or half of a character.`,
    });

/** The filter as programs and addresses spell it. */
export const auditFilter = z.strictObject({
  actor: z
    .string()
    .refine(isActor, { error: `actor: use ${ACTOR_KINDS.join(", ")}, or the id of a person or a key.` })
    .optional()
    .meta({ description: `Who acted: ${ACTOR_KINDS.join(", ")}, or the id of a person or a key.` }),
  action: z
    .string()
    .refine(isAction, {
      error: 'action: use an action such as key.created, or the beginning of several such as "key.*".',
    })
    .optional()
    .meta({ description: "What was done: `key.created`, or `key.*` for all that begin alike." }),
  subjectKind: z
    .enum(SUBJECT_KINDS, { error: `subjectKind: use one of ${SUBJECT_KINDS.join(", ")}.` })
    .optional()
    .meta({ description: "What kind of thing it was done to." }),
  subjectId: z
    .uuid({ error: "subjectId: use the id of a thing." })
    .optional()
    .meta({ description: "Which thing it was done to." }),
  from: moment("from").optional().meta({ description: "From this moment on." }),
  until: moment("until").optional().meta({ description: "Up to this moment, exclusively." }),
  search: plain("search", 200)
    .optional()
    .meta({ description: "A part of the name of who acted or of what it was done to, in either case." }),
  network: plain("network", 100).optional().meta({ description: "The address that the change came from." }),
});

export const EXPORT_FORMATS = ["csv", "json"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
