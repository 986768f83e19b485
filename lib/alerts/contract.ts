import { z } from "zod";
import type { Json } from "@/db/schema/audit";
import type { AuditAction } from "@/lib/audit/contract";
import type { AlertId, KeyId } from "@/lib/core/ids";

/** What an account can be told, with the heading of the message. Each is the type of a webhook event too. */
export const ALERT_TYPES = {
  "key.expiring": "A key expires soon",
  "key.expired": "A key has expired",
  "key.exposed": "A key is exposed",
  "key.new_network": "A key is used from a new network",
  "key.new_model": "A key uses a new model",
  "key.spend_anomaly": "A key spends more than usual",
  "key.error_burst": "A key has a burst of errors",
  "spend.threshold": "Spending nears a limit",
  "spend.limit_reached": "A spending limit is reached",
  "webhook.disabled": "A webhook was disabled",
  "plan.requested": "An account asks for a plan",
  "plan.answered": "Your request for a plan was answered",
} as const satisfies Partial<Record<AuditAction, string>>;

export type AlertType = keyof typeof ALERT_TYPES;

/** Something an account has to be told. */
export type NewAlert = {
  type: AlertType;
  /** The key it is about; null when it is about something else. */
  keyId: KeyId | null;
  keyName: string | null;
  /** What makes it the same alert as another: an account is told once. At most 500 characters. */
  sameness: string;
  /** What happened, in a sentence that needs no other. Never a secret. */
  message: string;
  /** The numbers behind the sentence, and the span of rows that show it. Never a secret. */
  data: { [name: string]: Json };
};

/** An alert as its account sees it. */
export type Alert = {
  id: AlertId;
  type: AlertType;
  keyId: KeyId | null;
  /** The key's name now; null when it is about no key. */
  keyName: string | null;
  message: string;
  data: { [name: string]: Json };
  createdAt: Date;
  /** When somebody said that they have seen it; null while it is open. */
  dismissedAt: Date | null;
};

export type AlertListQuery = {
  /** Only those of these types. */
  types?: readonly AlertType[] | undefined;
  /** Only those of this key. */
  keyId?: string | undefined;
  /** True leaves out what was dismissed and what is about a deleted key. */
  isOpen: boolean;
  /** Id of the last alert of the page before. */
  after?: string | undefined;
  /** Alerts per page, from 1. */
  limit: number;
};

/** Text that is no id is answered like an unknown one. */
export const alertIdInput = z.strictObject({ alertId: z.string() });
export type AlertIdInput = z.output<typeof alertIdInput>;
