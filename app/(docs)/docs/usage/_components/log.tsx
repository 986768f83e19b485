import { apiCall } from "../../_components/api-call";
import { Section, TextLink } from "../../_components/article";
import { Snippet } from "../../_components/snippet";

export function Log({ address }: { address: string }) {
  return (
    <Section id="logs" title="Logs">
      <p>
        <TextLink href="/logs">Logs</TextLink> shows every request with its attempts, what each token cost,
        and why it failed. A search that would take too long stops, says how far back it came, and goes on
        when asked. J and K go from row to row, Enter opens one, Esc closes it.
      </p>
      <Snippet
        lang="bash"
        label="The latest failures of one gate"
        code={apiCall(address, "GET /v1/logs?failed=true&gate=$GATE_ID&limit=20")}
      />
      <p>
        Page on with <code>before</code>, the id of the last row. <code>GET /v1/logs/export?format=csv</code>{" "}
        answers up to 50,000 rows at once; <code>POST /v1/exports</code> writes up to a million in the
        background, kept for seven days.
      </p>
    </Section>
  );
}
