import { apiCall } from "../../_components/api-call";
import { Section, TextLink } from "../../_components/article";
import { Snippet } from "../../_components/snippet";

export function Expiry({ address }: { address: string }) {
  return (
    <Section id="expiry" title="Expiry">
      <p>
        A key can end at a moment, at least 10 minutes ahead; <code>null</code> is never. From then on its
        calls are refused with <code>401</code> <code>key_expired</code>. A later expiry makes it work again.
      </p>
      <Snippet
        lang="bash"
        label="Let a key expire"
        code={apiCall(address, "PATCH /v1/keys/$KEY_ID", { expiresAt: "2027-02-21T14:00:00+09:00" })}
      />
      <p>
        You are told 30, 7 and 1 days before, each once, and when a key has expired. Whoever runs the instance
        can set the longest life of a key with <code>LAYER_MAX_KEY_LIFETIME_DAYS</code>; keys must then
        expire.
      </p>
    </Section>
  );
}

export function Stopping({ address }: { address: string }) {
  return (
    <Section id="stopping" title="Disabling and deleting">
      <p>
        Once this call has answered, no request that begins later is accepted with the key: it is refused with{" "}
        <code>401</code> <code>key_disabled</code> until the key is enabled again. Calls that are running go
        on. <em>Report a leak</em> of the key cuts those too when it disables or rotates it; see{" "}
        <TextLink href="/docs/leaks">Leaked keys</TextLink>.
      </p>
      <Snippet
        lang="bash"
        label="Disable a key"
        code={apiCall(address, "PATCH /v1/keys/$KEY_ID", { disabled: true })}
      />
      <p>
        A deletion can be undone for 60 seconds. The same secret then works again; a later try is answered{" "}
        <code>409</code>.
      </p>
      <Snippet lang="bash" label="Delete a key" code={apiCall(address, "DELETE /v1/keys/$KEY_ID")} />
      <Snippet lang="bash" label="Undo that" code={apiCall(address, "POST /v1/keys/$KEY_ID/restore")} />
    </Section>
  );
}

export function Duplicating({ address }: { address: string }) {
  return (
    <Section id="duplicating" title="Duplicating">
      <p>
        Makes a key with the description, tags, scope, guard, rate limits and spending limits of another one
        (with nothing spent), and with its expiry when that is still ahead. Its name ends in “copy”, and its
        secret is its own: it is in the answer, this once.
      </p>
      <Snippet
        lang="bash"
        label="Duplicate a key"
        code={apiCall(address, "POST /v1/keys/$KEY_ID/duplicate")}
      />
    </Section>
  );
}
