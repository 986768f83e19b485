import { DAY_MS } from "@/lib/core/time";
import { appUrl } from "@/lib/env";

/** What /.well-known/security.txt says (RFC 9116): where it is explained how a weakness is reported. It holds for half a year. */
export function securityContact(now: Date): string {
  const expires = new Date(now.getTime() + 180 * DAY_MS).toISOString().slice(0, 10);
  return [
    `Contact: ${appUrl()}/docs/security#operators`,
    `Expires: ${expires}T00:00:00Z`,
    "Preferred-Languages: en",
    `Canonical: ${appUrl()}/.well-known/security.txt`,
    "",
  ].join("\n");
}
