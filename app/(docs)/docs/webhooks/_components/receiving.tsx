import { appUrl } from "@/lib/env";
import { Section, TextLink } from "../../_components/article";
import { Snippet } from "../../_components/snippet";

const create = (address: string) => `curl ${address}/v1/webhooks \\
  -H "Authorization: Bearer $LAYER_API_KEY" \\
  -H "Content-Type: application/json" \\
  -H "Idempotency-Key: webhook-1" \\
  -d '{"url":"https://example.com/hooks/layer","events":["key.*"]}'`;

const BODY = `POST /hooks/layer
content-type: application/json
webhook-id: 0195f3a1-0b1e-7b52-9a64-3f1c2d4e5a6e
webhook-timestamp: 1795512601
webhook-signature: v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=

{
  "type": "key.created",
  "timestamp": "2026-11-24T09:30:00.400Z",
  "data": {
    "key": { "id": "0195f3a0-7c1e-7b52-9a64-3f1c2d4e5a6b", "name": "Production" },
    "actor": { "kind": "user", "id": "0195f39f-11aa-7d0e-8d3c-6b1f0c9e2a44", "name": "Ada" },
    "before": null,
    "after": { "name": "Production", "expiresAt": null },
    "auditSequence": 12
  }
}`;

export function GettingEvents() {
  return (
    <Section id="getting" title="Getting events">
      <ol>
        <li>
          Open <TextLink href="/settings/webhooks">Settings, Webhooks</TextLink> and press{" "}
          <strong>Create webhook</strong>.
        </li>
        <li>Give the address that events are sent to, and choose which.</li>
        <li>Copy the signing secret. It is shown once; your receiver checks signatures with it.</li>
        <li>
          Press <strong>Send test event</strong> on the webhook's page and see in its log how it went.
        </li>
      </ol>
      <p>A program does the same. The answer has the secret, this once:</p>
      <Snippet lang="bash" label="Create a webhook" code={create(appUrl())} />
      <p>
        This is what arrives. <code>data</code> says what it is about, who did it, and of what changed the
        fields before and after. It never holds a secret.
      </p>
      <Snippet lang="http" label="An event" code={BODY} />
    </Section>
  );
}

export function Deliveries() {
  return (
    <Section id="deliveries" title="Deliveries and retries">
      <ul>
        <li>
          Answer with a status of <strong>200 to 299 within 10 seconds</strong>. Do the work afterwards.
        </li>
        <li>
          Any other answer is tried again after 5 seconds, 5 minutes, 30 minutes, 2, 5, 10 and 24 hours, each
          a fifth more or less. After eight failed attempts the delivery is given up.
        </li>
        <li>
          When no event got through in all that time, or at once when the receiver answers{" "}
          <strong>410</strong>, the webhook is disabled and you are told on the API Keys page. Until then it
          is marked as failing where webhooks are listed.
        </li>
        <li>
          An event can arrive <strong>more than once, and not in order</strong>. <code>webhook-id</code> is
          the same for each repetition, also for one that you send again from the log;{" "}
          <code>auditSequence</code> counts the changes of your account.
        </li>
        <li>
          An event is stored with the change that it tells of: none is lost when this server stops, and none
          is sent of a change that did not happen.
        </li>
        <li>The log of a webhook goes back 30 days and shows every attempt.</li>
      </ul>
      <p>
        <strong>Where events may go.</strong> Addresses need https and must not lead into a private network.
        Whoever runs this instance can allow networks and names with <code>LAYER_ALLOWED_NETWORKS</code>.
        Those may be reached without TLS. The address is checked at every connection. Redirects are not
        followed.
      </p>
    </Section>
  );
}
