import { Callout } from "@/components/ui/callout";
import { Time } from "@/components/ui/time";
import type { Webhook } from "@/lib/webhooks/contract";
import { patternWords } from "./event-groups";

/** What a webhook is: its address, what it listens to, and why nothing is sent to it when that is so. */
export function WebhookFacts({ webhook }: { webhook: Webhook }) {
  const { url, description, events, createdAt, disabledReason, previousSecretUntil } = webhook;
  return (
    <>
      {disabledReason === null ? null : (
        <Callout tone="danger" title="Disabled">
          {disabledReason} Enable it once the receiver works again.
        </Callout>
      )}
      {previousSecretUntil === null ? null : (
        <Callout tone="info" title="The signing secret is being rotated">
          Events are signed with the old secret as well until <Time value={previousSecretUntil} />.
        </Callout>
      )}
      <dl className="grid gap-x-6 gap-y-2 md:grid-cols-[max-content_1fr]">
        <dt className="text-subtle">Address</dt>
        <dd className="break-all">{url}</dd>
        {description === null ? null : (
          <>
            <dt className="text-subtle">Description</dt>
            <dd className="break-words">{description}</dd>
          </>
        )}
        <dt className="text-subtle">Events</dt>
        <dd className="break-words">
          {events.includes("*") ? patternWords("*") : <code className="text-xs">{events.join(", ")}</code>}
        </dd>
        <dt className="text-subtle">Created</dt>
        <dd>
          <Time value={createdAt} />
        </dd>
      </dl>
    </>
  );
}
