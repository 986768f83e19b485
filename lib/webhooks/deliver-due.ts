import type { Database } from "@/db/client";
import type { Clock } from "@/lib/core/time";
import { instanceBox } from "@/lib/sealing/instance-box";
import { type ClaimedDelivery, claimDeliveries } from "./claim-deliveries";
import { type AttemptOutcome, noteAttempt } from "./note-attempt";
import { sendEvent } from "./send-event";
import { signatures, signingSecretPlace } from "./signing-secret";

/** Sends every delivery that is due, each at most once however many instances ask, and notes what came of it. */
export async function deliverDue(db: Database, clock: Clock): Promise<number> {
  const claimed = await claimDeliveries(db);
  const ended = await Promise.allSettled(
    claimed.map(async (delivery) => noteAttempt(db, clock, delivery, await attempt(delivery, clock))),
  );
  const failed = ended.find((each) => each.status === "rejected");
  if (failed !== undefined) throw failed.reason;
  return claimed.length;
}

async function attempt(delivery: ClaimedDelivery, clock: Clock): Promise<AttemptOutcome> {
  const at = clock.now();
  const { eventId: id, type, occurredAt, data, url } = delivery;
  const secrets = opened(delivery);
  if (secrets === null) {
    const error = "The signing secret cannot be read with this instance's ENCRYPTION_KEY. Rotate it.";
    return { at, status: null, latencyMs: 0, error };
  }
  const body = JSON.stringify({ type, timestamp: occurredAt.toISOString(), data });
  const timestamp = Math.floor(at.getTime() / 1_000);
  const startedAt = performance.now();
  const result = await sendEvent(
    url,
    {
      "content-type": "application/json",
      "user-agent": "Layer-Webhooks/1",
      "webhook-id": id,
      "webhook-timestamp": `${timestamp}`,
      "webhook-signature": signatures(secrets, { id, timestamp, body }),
    },
    body,
  );
  return { at, ...result, latencyMs: Math.round(performance.now() - startedAt) };
}

/** The signing secrets, the newest first; null when the newest cannot be read here. */
function opened({ sealedSecrets, accountId, webhookId }: ClaimedDelivery): string[] | null {
  const box = instanceBox();
  const texts = sealedSecrets.map((sealed) => {
    try {
      return box?.open(sealed, signingSecretPlace(accountId, webhookId)) ?? null;
    } catch {
      return null;
    }
  });
  return texts[0] === null ? null : texts.filter((text) => text !== null);
}
