import { createTransport } from "nodemailer";
import type { Database } from "@/db/client";
import { SECOND_MS } from "@/lib/core/time";
import { alertLetter } from "./alert-letter";
import { type ClaimedAlert, claimMail, giveBackMail } from "./due-mail";

type MailPlace = { smtpUrl: string; from: string; baseUrl: string };

const PATIENCE = {
  connectionTimeout: 10 * SECOND_MS,
  greetingTimeout: 10 * SECOND_MS,
  socketTimeout: 20 * SECOND_MS,
};

/**
 * Mails what the accounts have to be told to their owners, each alert at most once however many instances ask. What fails is
 * tried again later, for a day. Returns how many were mailed.
 */
export async function mailAlerts(db: Database, { smtpUrl, from, baseUrl }: MailPlace): Promise<number> {
  const claimed = await claimMail(db);
  if (claimed.length === 0) return 0;
  const post = createTransport({
    url: smtpUrl,
    ...PATIENCE,
    // Nothing of a letter is fetched from anywhere.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  let mailed = 0;
  try {
    for (const alert of claimed) {
      // An account without owners has nobody to tell, and has been told so far as it can be.
      if (alert.owners.length === 0) continue;
      const error = await mail(alert);
      if (error === null) mailed += 1;
      else await giveBackMail(db, alert, error);
    }
  } finally {
    post.close();
  }
  return mailed;

  async function mail(alert: ClaimedAlert): Promise<string | null> {
    try {
      await post.sendMail({ from, to: alert.owners, ...alertLetter(alert, baseUrl) });
      return null;
    } catch (error) {
      return reasonOf(error);
    }
  }
}

/** Why a mail was not sent, without what the server said: that may hold addresses and names. */
function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
  const status = error instanceof Error && "responseCode" in error ? `, answer ${error.responseCode}` : "";
  return `${REASONS[code] ?? "The mail was not sent"} (${code}${status}).`;
}

const REASONS: Record<string, string> = {
  ECONNECTION: "The mail server could not be reached",
  ESOCKET: "The mail server could not be reached",
  EDNS: "The name of the mail server is not known",
  ETIMEDOUT: "The mail server did not answer in time",
  EAUTH: "The mail server refused the user or the password",
  ETLS: "The connection to the mail server could not be protected",
  EENVELOPE: "The mail server refused the sender or a recipient",
  EMESSAGE: "The mail server refused the message",
};
