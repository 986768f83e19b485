import { apiCall } from "../../_components/api-call";
import { Section, TextLink } from "../../_components/article";
import { Snippet } from "../../_components/snippet";

export function Recorded() {
  return (
    <Section id="recorded" title="What is recorded">
      <p>
        Every change of keys, their secrets and policy, gates, provider keys, prices and webhooks; signing in
        and out, and refused passwords; and what Layer itself notices or does, such as pausing a key. The{" "}
        <TextLink href="/docs/webhooks#events">events of webhooks</TextLink> are all of the actions. Calls of
        models are not in it: they are in the log of requests.
      </p>
      <ul>
        <li>
          <strong>Who</strong>: a person, a key, the operator at the terminal, or Layer itself, with the name
          they had then.
        </li>
        <li>
          <strong>What</strong>: the action, the thing, and of what changed only the fields that differ,
          before and after. Never a secret.
        </li>
        <li>
          <strong>From where</strong>: the address and the program, where they are known.
        </li>
      </ul>
      <p>
        An entry is written in the transaction of the change itself: there is none of a change that did not
        happen.
      </p>
    </Section>
  );
}

export function Reading({ address }: { address: string }) {
  return (
    <Section id="reading" title="Reading and exporting">
      <p>
        <TextLink href="/audit">Audit log</TextLink> in the dashboard filters, searches and exports it. A
        program needs a key whose scope lets it read <code>audit</code>.
      </p>
      <Snippet
        lang="bash"
        label="The newest entries about keys"
        code={apiCall(address, "GET /v1/audit?action=key.*&limit=20")}
      />
      <Snippet
        lang="bash"
        label="Export everything"
        code={`${apiCall(address, "GET /v1/audit/export?format=json")} \\\n  -o audit-log.json`}
      />
      <p>
        <code>format=csv</code> makes a table for spreadsheets; text that one would take for a formula has an
        apostrophe in front.
      </p>
    </Section>
  );
}
