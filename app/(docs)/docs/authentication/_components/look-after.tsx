import { Section, TextLink } from "../../_components/article";

export function BestPractices() {
  return (
    <Section id="best-practices" title="Looking after keys">
      <ul>
        <li>
          <strong>Rotate keys regularly.</strong> <em>Rotate</em> on a key’s page gives the key a new secret;
          its name, limits and history stay. The old secret works until the end you choose, and the page shows
          which programs still send it, so nothing has to stop in between. Every answer says in{" "}
          <code>x-layer-key-secret</code> which secret was sent, by its last four characters.
        </li>
        <li>
          <strong>Let keys expire.</strong> A key can end at a moment you choose; without one it works until
          somebody stops it.
        </li>
        <li>
          <strong>Use different keys for different environments.</strong> One each for development, staging
          and production makes rotating simple, and tells their usage apart.
        </li>
        <li>
          <strong>Delete compromised keys immediately.</strong> If a key may have been seen by someone else,
          delete it in the dashboard at once and create a new one. The very next request with the deleted key
          is refused. <em>Report a leak</em> on its page stops it too, and shows what was done with it.
        </li>
        <li>
          <strong>Monitor key usage.</strong> Look at <TextLink href="/keys">API Keys</TextLink> regularly: it
          shows for every key when it was last used, by how many requests, and what they cost.
        </li>
      </ul>
    </Section>
  );
}

export function Permissions() {
  return (
    <Section id="permissions" title="Key permissions">
      <p>
        Unless you give it a <TextLink href="/docs/scopes">scope</TextLink>, an API key has full access to
        your account through the API. With it a program can:
      </p>
      <ul>
        <li>make inference requests through your gates,</li>
        <li>manage API keys: list, create, rename, disable and delete them,</li>
        <li>
          read and change <TextLink href="/docs/gates">gates</TextLink> and their configuration, go back to
          earlier versions and delete gates,
        </li>
        <li>
          manage <TextLink href="/docs/provider-keys">provider keys</TextLink> and{" "}
          <TextLink href="/docs/models#prices-of-your-own">prices of your own</TextLink>, without ever reading
          a stored provider key,
        </li>
        <li>
          use whatever else the API offers, now and later: no part of it is closed to such a key, usage logs
          and analytics included.
        </li>
      </ul>
      <p>
        So treat a key with the same care as a password: give it only to programs you trust, and never put it
        into a web page or an app that others can take apart.
      </p>
    </Section>
  );
}

export function Troubleshooting() {
  return (
    <Section id="troubleshooting" title="Troubleshooting">
      <p>
        When a request is refused with status 401, its <code>code</code> says why, and{" "}
        <TextLink href="/docs/errors#authentication">Errors</TextLink> what to do about it. Three things to
        check first:
      </p>
      <ul>
        <li>The key is copied whole, with no extra spaces.</li>
        <li>The key has not been deleted in your dashboard.</li>
        <li>
          The header has the right form: <code>Bearer your-api-key</code>.
        </li>
      </ul>
    </Section>
  );
}

export function RateLimits() {
  return (
    <Section id="rate-limits" title="Rate limits">
      <p>
        Keys are subject to the rate limits of your plan and of the provider behind a gate. The plans of this
        version set none of their own, so it is the provider’s that count. A request over a limit is answered
        with status 429 and, where known, a <code>Retry-After</code> header. If you run into them:
      </p>
      <ul>
        <li>
          wait before you try again, longer each time (exponential backoff); the official clients do that by
          themselves,
        </li>
        <li>consider a plan with higher limits,</li>
        <li>ask whoever runs this instance for limits that fit you.</li>
      </ul>
    </Section>
  );
}
