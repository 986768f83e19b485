import { apiCall } from "../../_components/api-call";
import { Section, TextLink } from "../../_components/article";
import { Snippet } from "../../_components/snippet";

export function Rotating({ address }: { address: string }) {
  return (
    <Section id="rotating" title="Rotating with proof">
      <p>
        A rotation gives a key a new secret. Id, name, scope, expiry and history stay. The answer has the new
        secret, this once; the old one works until the end that you choose: <code>"now"</code>, a number of
        seconds, or a moment with its zone, at most 90 days ahead. Without <code>oldSecretEnds</code> it works
        for 24 hours.
      </p>
      <Snippet
        lang="bash"
        label="Rotate a key"
        code={apiCall(address, "POST /v1/keys/$KEY_ID/rotate", { oldSecretEnds: 86_400 })}
      />
      <ul>
        <li>
          <strong>Proof.</strong> <em>Security</em> on a key’s page shows for each secret how many calls it
          made in the last hour, from how many networks, and when the last one was. An old secret{" "}
          <em>looks safe to stop</em> when nobody sent it for the quiet time (30 minutes, unless{" "}
          <TextLink href="/settings">Settings</TextLink> says otherwise) and that long has passed since the
          rotation.
        </li>
        <li>
          <strong>Who sent what.</strong> Answers to calls of models have the header{" "}
          <code>x-layer-key-secret</code> with the last four characters of the secret that was sent.
        </li>
        <li>
          <strong>Two at once.</strong> While an old secret still works, a rotation is answered{" "}
          <code>409</code> <code>rotation_conflict</code>; only one with <code>"oldSecretEnds": "now"</code>{" "}
          is accepted, and it stops all old ones. Send the id of the secret that you take for the newest as{" "}
          <code>replaces</code>, and nothing happens when somebody was faster.
        </li>
        <li>
          <strong>Repeating.</strong> With an <code>Idempotency-Key</code> header, the same request makes
          nothing new within 24 hours; its answer has <code>"key": null</code>.
        </li>
      </ul>
      <Snippet
        lang="bash"
        label="See the secrets of a key"
        code={apiCall(address, "GET /v1/keys/$KEY_ID/secrets")}
      />
      <Snippet
        lang="bash"
        label="Give an old secret more time"
        code={apiCall(address, "PATCH /v1/keys/$KEY_ID/secrets/$SECRET_ID", { endsInSeconds: 86_400 })}
      />
      <Snippet
        lang="bash"
        label="Stop an old secret"
        code={apiCall(address, "DELETE /v1/keys/$KEY_ID/secrets/$SECRET_ID")}
      />
      <p>
        Calls with a secret that has ended are refused with <code>401</code> <code>secret_revoked</code>. All
        ends are counted by the clock of the database, so the clocks of clients and servers do not matter.
      </p>
    </Section>
  );
}
