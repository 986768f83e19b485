import { ALERT_TYPES, type AlertType } from "@/lib/alerts/contract";
import { formatMoment } from "@/lib/core/format";
import type { KeyId } from "@/lib/core/ids";

/** A mail before it is addressed. */
export type Letter = { subject: string; text: string; html: string };

/** What an alert's mail is made of. */
export type AlertFacts = {
  type: AlertType;
  message: string;
  keyId: KeyId | null;
  keyName: string | null;
  /** Whether somebody tries how alerts arrive. */
  isTest: boolean;
  createdAt: Date;
};

/**
 * The mail that tells of an alert, as plain text and as simple HTML that says the same. `baseUrl` is this instance's address,
 * without a slash at the end. Names are escaped; nothing is loaded from anywhere.
 */
export function alertLetter(
  { type, message, keyId, keyName, isTest, createdAt }: AlertFacts,
  baseUrl: string,
): Letter {
  const heading = isTest ? `Test: ${ALERT_TYPES[type]}` : ALERT_TYPES[type];
  const { path, words } = placeOf(type, keyId);
  const link = `${baseUrl}${path}`;
  const when = `Noticed on ${formatMoment(createdAt)}.`;
  const why = "You get this mail because you own this account. Alerts are also shown on the API Keys page.";
  const name = keyName === null ? "" : `: ${keyName}`;
  return {
    // A subject is one line, whatever a key is called.
    subject: `${heading}${name}`
      .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
      .slice(0, 200)
      .toWellFormed(),
    text: [message, link, when, why].join("\n\n"),
    html: [
      '<!doctype html><html lang="en"><body style="font-family:sans-serif;line-height:1.5;max-width:36rem">',
      `<h1 style="font-size:1.125rem">${escaped(heading)}</h1>`,
      `<p>${escaped(message)}</p>`,
      `<p><a href="${escaped(link)}">${words}</a></p>`,
      `<p>${escaped(when)}</p>`,
      `<p style="color:#666">${escaped(why)}</p>`,
      "</body></html>",
    ].join("\n"),
  };
}

/** Where somebody sees to it, and what the link there says. */
function placeOf(type: AlertType, keyId: KeyId | null): { path: string; words: string } {
  if (type.startsWith("spend.")) return { path: "/spending", words: "Open spending" };
  if (keyId !== null) return { path: `/keys/${keyId}`, words: "Open the key" };
  if (type === "plan.requested") return { path: "/plan/manage", words: "Answer it" };
  if (type.startsWith("plan.")) return { path: "/plan", words: "Open plan & limits" };
  return { path: "/settings/webhooks", words: "Open the settings" };
}

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
