import { env } from "@/lib/env";

/** The server mail goes through and whom it is from; null when this instance sends none. */
export function mailSettings(): { smtpUrl: string; from: string } | null {
  const { SMTP_URL: smtpUrl, EMAIL_FROM: from } = env();
  return smtpUrl === undefined || from === undefined ? null : { smtpUrl, from };
}
