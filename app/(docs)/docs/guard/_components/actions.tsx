import { apiCall } from "../../_components/api-call";
import { Section, TextLink } from "../../_components/article";
import { Snippet } from "../../_components/snippet";

const GUARD = { spend: "pause", model: "tell", network: "tell", errors: "off" };

export function Actions({ address }: { address: string }) {
  return (
    <Section id="actions" title="Off, tell, pause">
      <ul>
        <li>
          <code>off</code>: nothing.
        </li>
        <li>
          <code>tell</code>, the default: an alert.
        </li>
        <li>
          <code>pause</code>: an alert, and the key is disabled until somebody enables it again. Calls of it
          that are running are cut off.
        </li>
      </ul>
      <p>
        The same signal of a key is told once in 24 hours. Whoever enables a paused key has decided: the same
        signal does not pause it again within that time.
      </p>
      <p>
        The account’s word, in <TextLink href="/settings">Settings</TextLink>, holds for all keys without one
        of their own; a key gets its own under <em>Guard</em> on its page. Through the API, only a key with
        full access changes either.
      </p>
      <Snippet
        lang="bash"
        label="How all keys are watched"
        code={apiCall(address, "PATCH /v1/keys/policy", { guard: GUARD })}
      />
      <Snippet
        lang="bash"
        label="How one key is watched"
        code={apiCall(address, "PATCH /v1/keys/$KEY_ID", { guard: GUARD })}
      />
      <p>
        <code>"guard": null</code> gives a key back to the account, and the account back to the default.
      </p>
    </Section>
  );
}

export function Alerts({ address }: { address: string }) {
  return (
    <Section id="alerts" title="Alerts">
      <p>
        Alerts stand on the API Keys page until they are dismissed or what they say is over. They go to{" "}
        <TextLink href="/docs/webhooks">webhooks</TextLink> (<code>key.spend_anomaly</code>,{" "}
        <code>key.new_model</code>, <code>key.new_network</code>, <code>key.error_burst</code>) and, where a
        mail server is configured, to the owners of the account. Keys that expire or were exposed are told the
        same way.
      </p>
      <p>
        So are spending limits: <code>spend.threshold</code> once for each percentage that was chosen (80 %
        where nobody did), and <code>spend.limit_reached</code> when a limit is used up or refuses a call.
        Each comes once in a period, and again when a limit was raised or changed in between and is reached
        anew. That calls are refused no more is an event for webhooks alone, <code>spend.reset</code>; a gate
        whose own limit refuses calls is <code>gate.suspended</code> and then <code>gate.resumed</code>.
      </p>
      <Snippet lang="bash" label="List open alerts" code={apiCall(address, "GET /v1/alerts")} />
      <Snippet lang="bash" label="Dismiss one" code={apiCall(address, "POST /v1/alerts/$ALERT_ID/dismiss")} />
    </Section>
  );
}
