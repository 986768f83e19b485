const shared = globalThis as typeof globalThis & { layerWebhookFailures?: number };

/** Notes that a webhook's receiver did not take an event. */
export function noteWebhookFailure(): void {
  shared.layerWebhookFailures = webhookFailures() + 1;
}

/** How many attempts to deliver an event have failed since this process began. */
export function webhookFailures(): number {
  return shared.layerWebhookFailures ?? 0;
}
