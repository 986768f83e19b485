import { Section, TextLink } from "../../_components/article";

export function BestPractices() {
  return (
    <Section id="best-practices" title="Key management best practices">
      <ul>
        <li>
          <strong>Rotate keys regularly.</strong> Create new keys and delete old ones periodically to maintain
          security: an account can have many active keys at a time. Or press <em>Rotate</em> on a key’s page,
          which gives the same key a new secret: its name, limits and history stay, the old secret works until
          the end you choose, and the page shows which programs still send it. Every answer says in{" "}
          <code>x-layer-key-secret</code> which secret was sent, by its last four characters.
        </li>
        <li>
          <strong>Use different keys for different environments.</strong> Create separate keys for
          development, staging and production. This makes it easier to rotate keys and to track usage.
        </li>
        <li>
          <strong>Delete compromised keys immediately.</strong> If you suspect a key has been exposed, delete
          it from your dashboard immediately and create a new one. The very next request with the deleted key
          is refused. <em>Report a leak</em> on its page stops it too, and shows what was done with it.
        </li>
        <li>
          <strong>Monitor key usage.</strong> Check <TextLink href="/keys">API Keys</TextLink> regularly to
          review which keys are being used and their associated costs: it shows for every key when it was last
          used, by how many requests, and what they cost.
        </li>
        <li>
          <strong>Let keys expire.</strong> A key can end at a moment you choose; without one it works until
          somebody stops it.
        </li>
      </ul>
    </Section>
  );
}

export function Permissions() {
  return (
    <Section id="permissions" title="Key permissions">
      <p>
        All API keys have full access to your account, unless you give one a{" "}
        <TextLink href="/docs/scopes">scope</TextLink>. With full access a program can:
      </p>
      <ul>
        <li>make inference requests through your gates,</li>
        <li>
          read and modify <TextLink href="/docs/gates">gates</TextLink> and their configuration, go back to
          earlier versions and delete gates,
        </li>
        <li>manage API keys: list, create, rename, rotate, disable and delete them,</li>
        <li>
          access <TextLink href="/docs/usage">usage logs and analytics</TextLink>,
        </li>
        <li>
          manage <TextLink href="/docs/provider-keys">provider keys</TextLink> and{" "}
          <TextLink href="/docs/models#prices-of-your-own">prices of your own</TextLink>, without ever reading
          a stored provider key, and use whatever else the API offers, now and later.
        </li>
      </ul>
      <p>
        Since keys have full permissions, treat them with the same level of security you would treat a
        password: give one only to programs you trust, and never put it into a web page or an app that others
        can take apart.
      </p>
    </Section>
  );
}
