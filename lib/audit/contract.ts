/**
 * Everything that enters the trail, with the words for it on a screen ("Ada *created the key* Production"). The names are the
 * types of webhook events too.
 */
export const AUDIT_ACTIONS = {
  "account.created": "created the account",
  "user.updated": "changed their name",
  "user.password_changed": "changed their password",
  "user.linked": "linked a sign-in with",
  "session.opened": "signed in",
  "session.refused": "refused a wrong password for",
  "session.ended": "signed out a browser",
  "key.created": "created the key",
  "key.updated": "changed the key",
  "key.rotated": "rotated the key",
  "key.secret_extended": "gave an old secret of the key more time",
  "key.secret_stopped": "stopped an old secret of the key",
  "key.disabled": "disabled the key",
  "key.enabled": "enabled the key",
  "key.deleted": "deleted the key",
  "key.restored": "restored the key",
  "key.expiring": "noticed that a key expires soon",
  "key.expired": "noticed that a key has expired",
  "key.exposed": "marked the key as exposed",
  "key.exposure_resolved": "resolved the exposure of the key",
  "key.first_used": "noticed the first use of the key",
  "key.new_network": "noticed a new network on the key",
  "key.new_model": "noticed a new model on the key",
  "key.spend_anomaly": "noticed unusual spending on the key",
  "key.error_burst": "noticed a burst of errors on the key",
  "key.network_known": "marked a network of the key as known",
  "key_policy.updated": "changed the policy for keys",
  "gate.created": "created the gate",
  "gate.updated": "changed the gate",
  "gate.deleted": "deleted the gate",
  "gate.restored": "rolled back the gate",
  "provider_key.created": "added the provider key",
  "provider_key.updated": "changed the provider key",
  "provider_key.deleted": "deleted the provider key",
  "price.set": "set the price",
  "price.deleted": "deleted the price",
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
  "webhook",
] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];
