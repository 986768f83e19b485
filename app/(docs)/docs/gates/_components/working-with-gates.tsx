import { Section, TextLink } from "../../_components/article";
import { Snippet } from "../../_components/snippet";

export function Versions({ address }: { address: string }) {
  return (
    <Section id="versions" title="Versions">
      <p>
        Every save is a version: who saved, when, which fields changed, and the gate as it was from then on.
        Versions are kept as long as the gate. Going back to one brings every field back and is itself a new
        version. A save that changes nothing makes none.
      </p>
      <p>
        The API answers with the version as <code>ETag</code>. Send it back as <code>If-Match</code>, and a
        change is refused with status 409 when somebody else has saved since; the answer says who and when.
      </p>
      <Snippet
        lang="bash"
        label="curl"
        code={`curl -X PATCH ${address}/v1/gates/support \\
  -H "Authorization: Bearer $LAYER_API_KEY" \\
  -H "Content-Type: application/json" \\
  -H 'If-Match: "1"' \\
  -d '{"temperature": 0.2, "systemPrompt": null}'`}
      />
      <p>
        What is left out stays, and <code>null</code> takes a field back to its default.
      </p>
    </Section>
  );
}

export function AsFile({ address }: { address: string }) {
  return (
    <Section id="file" title="Gates as a file">
      <p>
        All gates of an account can be written to a <code>layer.config.yaml</code> and read from one, so that
        they can be kept beside your code and moved between accounts: with their rate limits, what is kept of
        their requests, their spending limit of a month or a day, and which one is the default. A gate is
        found by its name. The dashboard, the API and <code>layer pull</code> and <code>layer push</code> read
        and write the same file.
      </p>
      <Snippet
        lang="yaml"
        label="layer.config.yaml"
        code={`gates:
  - name: support
    model: gpt-4o-mini
    fallbackModels: [claude-haiku-4-5]
    temperature: 0.3
    systemPrompt: |
      Answer in one paragraph.
    allowOverrides:
      temperature: true
    limits:
      requestsPerMinute: 600
    payloads:
      store: true
      keepDays: 7
      redact: [ssn]
    isDefault: true
    spendingLimit: "25.00"
    spendingLimitPeriod: monthly
    spendingEnforcement: block`}
      />
      <Snippet
        lang="bash"
        label="curl"
        code={`curl ${address}/v1/gates/export -H "Authorization: Bearer $LAYER_API_KEY" > layer.config.yaml

jq -n --rawfile yaml layer.config.yaml '{yaml: $yaml, dryRun: true}' |
  curl ${address}/v1/gates/import -H "Authorization: Bearer $LAYER_API_KEY" \\
    -H "Content-Type: application/json" -d @-`}
      />
      <ul>
        <li>
          With <code>dryRun</code> the answer says what would be created and changed, and nothing is done.
        </li>
        <li>A file is done as a whole or not at all. The first thing wrong with it is told with its line.</li>
        <li>A setting that the file leaves out has its default, also in a gate that had another value.</li>
        <li>
          <code>limits</code>, <code>payloads</code>, <code>spendingLimit</code> and what belongs to it, and{" "}
          <code>isDefault</code> stay as they are when the file leaves them out. <code>null</code> takes the
          first three away; to move the default on, give <code>isDefault: true</code> to another gate.
        </li>
        <li>
          Who may not change spending limits, such as a member or a key with a scope, may not by a file
          either.
        </li>
        <li>
          Gates that are not in the file stay as they are, but that another may become the default. Nothing is
          ever deleted by a file.
        </li>
        <li>
          At most 500 gates and 1 MiB; no aliases, and no fields that a gate does not have. Spending limits of
          other periods, zones and alerts of the one that is in it stay out of the file.
        </li>
      </ul>
    </Section>
  );
}

export function Trying() {
  return (
    <Section id="trying" title="Trying a gate">
      <p>
        The page of a gate sends a message through the gate as it stands in the editor, saved or not. It shows
        the answer as it arrives, each attempt, the tokens and the cost.{" "}
        <strong>Simulate failure of model 1</strong> shows what the fallback models do.
      </p>
      <p>
        A test is a real call: it costs what any other does. Tests from the dashboard count under a key called{" "}
        <strong>Dashboard tests</strong>, which stands in <TextLink href="/keys">API Keys</TextLink> from the
        first test on. It has no secret, so nobody can call with it. Tests over the API count under the key
        that sends them.
      </p>
    </Section>
  );
}

export function Programs() {
  return (
    <Section id="api" title="Gates over the API">
      <p>
        A gate is reached by its id or its name. One that is called like another path, such as{" "}
        <code>history</code>, is reached by its id or below <code>/v1/gates/name/</code>.
      </p>
      <Snippet
        lang="text"
        label="Paths"
        code={`GET    /v1/gates                  POST  /v1/gates
GET    /v1/gates/{id}             PATCH, DELETE
GET    /v1/gates/{id}/history     what each save left behind
GET    /v1/gates/{id}/activity    who did what
POST   /v1/gates/{id}/rollback    {"historyId": "…"}
GET    /v1/gates/history          GET   /v1/gates/activity
GET    /v1/gates/export           POST  /v1/gates/import
POST   /v1/gates/test             try one, saved or not
POST   /v1/gates/suggestions      which models fit a purpose`}
      />
      <p>
        Every field and answer is in the OpenAPI document at <code>/v1/openapi.json</code>. A gate can have{" "}
        <TextLink href="/docs/rate-limits">rate limits</TextLink> and a{" "}
        <TextLink href="/docs/spending">spending limit</TextLink> of its own.
      </p>
    </Section>
  );
}
