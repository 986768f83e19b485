import { apiCall } from "../../_components/api-call";
import { Section } from "../../_components/article";
import { Snippet } from "../../_components/snippet";
import { VERIFY_SAMPLE } from "./verify-sample";

export function Verifying({ address }: { address: string }) {
  return (
    <Section id="verifying" title="Verifying">
      <p>
        The entries of an account count from 1 without gaps, and each has the hash of the one before it. The
        first has 64 zeros there. The rule:
      </p>
      <p>
        <code>hash</code> is SHA-256 of the 32 bytes of <code>previousHash</code>, followed by the entry
        without <code>previousHash</code> and <code>hash</code> as JSON in UTF-8, without blanks and with the
        members of every object in the order of their names.
      </p>
      <p>With a whole export in JSON, this makes the chain again on any machine:</p>
      <Snippet lang="javascript" label="Node, offline" code={VERIFY_SAMPLE} />
      <p>The server does the same for an account, and at its terminal for all of them:</p>
      <Snippet lang="bash" label="Verify through the API" code={apiCall(address, "GET /v1/audit/verify")} />
      <Snippet lang="bash" label="Verify at the terminal" code="npm run -s admin -- audit verify" />
      <p>
        The command prints a line of JSON for each account and one for all, and exits with 1 when a log is
        broken. <code>--account ID</code> takes one account.
      </p>
      <p>
        <strong>Keep the last hash elsewhere.</strong> The chain shows an entry that was changed, removed,
        added or moved. Whoever can write to the database could make all of it anew; only a <code>head</code>{" "}
        that you kept shows that it is not the log you saw.
      </p>
    </Section>
  );
}
