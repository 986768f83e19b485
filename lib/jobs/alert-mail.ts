import { ledger } from "@/db/client";
import { MINUTE_MS, SECOND_MS } from "@/lib/core/time";
import { appUrl } from "@/lib/env";
import { mailAlerts } from "@/lib/mail/mail-alerts";
import { mailSettings } from "@/lib/mail/mail-settings";
import type { Job } from "./run-job";

/** Mails alerts to the owners of accounts, where a mail server is configured. */
export const alertMail: Job = {
  name: "alert mail",
  everyMs: 15 * SECOND_MS,
  leaseMs: 15 * MINUTE_MS,
  async run() {
    const settings = mailSettings();
    if (settings !== null) await mailAlerts(ledger().db, { ...settings, baseUrl: appUrl() });
    return null;
  },
};
