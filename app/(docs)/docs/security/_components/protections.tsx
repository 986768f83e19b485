import { Section, TextLink } from "../../_components/article";
import { Snippet } from "../../_components/snippet";

export function KeysAreSafe() {
  return (
    <Section id="api-keys" title="API keys">
      <ul>
        <li>
          <strong>Shown once.</strong> The database has the SHA-256 of a key, which is 224 random bits and a
          checksum. No log, page, error or file has the key itself.
        </li>
        <li>
          <strong>Gone at once.</strong> A key that is deleted, disabled or expired is refused by the very
          next request on every instance: each request asks the database, and no permission is cached.
        </li>
        <li>
          <strong>Narrowed.</strong> A <TextLink href="/docs/scopes">scope</TextLink> limits what a key may
          touch, from where, when, and for how much. It holds for fallbacks too.
        </li>
        <li>
          <strong>Watched.</strong> The <TextLink href="/docs/guard">guard</TextLink> tells of, or pauses, a
          key that does what it never did. <TextLink href="/docs/leaks">Scanners</TextLink> recognise a key by
          its form and report it.
        </li>
        <li>
          <strong>Recorded.</strong> Every change is in the <TextLink href="/docs/audit">audit log</TextLink>,
          whose entries are chained by hashes.
        </li>
      </ul>
    </Section>
  );
}

export function WhatIsKept() {
  return (
    <Section id="what-is-kept" title="What is kept of requests">
      <p>
        Of a request the log keeps who called, the gate and models, tokens, cost, times, status and error, the
        address and program that called. <strong>What was asked and answered is not kept</strong>, unless an
        account, a gate or a key says so; then recognisable secrets are left out before anything is stored.
        See <TextLink href="/docs/usage#payloads">payloads</TextLink>.
      </p>
      <p>
        Provider keys and the secrets of webhooks are encrypted with AES-256-GCM, each bound to its row and
        account, and never shown again. A provider key that cannot be decrypted fails its calls; no other key
        stands in for it.
      </p>
    </Section>
  );
}

export function WhatIsSent() {
  return (
    <Section id="what-is-sent" title="What leaves the instance">
      <ul>
        <li>Requests to the providers that your gates name, with their keys and nothing of yours else.</li>
        <li>Webhooks and mail, where you set them up. There is no telemetry, and nothing is fetched.</li>
        <li>
          Addresses that users enter, of model servers and webhooks, must not lead into a private network, and
          are checked again at every connection. Redirects are not followed.
        </li>
        <li>What models answer is text to the dashboard: nothing in it becomes part of a page.</li>
      </ul>
    </Section>
  );
}

export function People() {
  return (
    <Section id="people" title="People">
      <p>
        Passwords are stored with argon2id. A failed sign-in says nothing about who exists, and tries are
        slowed down per account and network. Sessions are listed under{" "}
        <TextLink href="/settings">Settings</TextLink>, can be ended there, and end with a change of password.
        What belongs to another account is answered as if it did not exist.
      </p>
    </Section>
  );
}

export function Operators() {
  return (
    <Section id="operators" title="What it expects of whoever runs it">
      <ul>
        <li>
          TLS in front of it where it is reached from other machines, and <code>APP_URL</code> with that{" "}
          <code>https://</code> address.
        </li>
        <li>
          <code>TRUSTED_PROXIES</code> names your own proxies and nothing else, for the addresses of callers
          are believed from them.
        </li>
        <li>
          <code>AUTH_SECRET</code> and <code>ENCRYPTION_KEY</code> stay the same, and are backed up with the
          database. Both come from the same command:
        </li>
      </ul>
      <Snippet lang="bash" label="Make a secret" code="openssl rand -base64 32" />
      <p>
        Found a weakness? <code>SECURITY.md</code> in the repository says how to report it in private.
      </p>
    </Section>
  );
}
