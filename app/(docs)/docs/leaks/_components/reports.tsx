import { Section, TextLink } from "../../_components/article";
import { Snippet } from "../../_components/snippet";
import { GITHUB_SETTING, reportSample } from "./leak-samples";

/** How anybody reports a key, and what becomes of it. */
export function Reports({ address }: { address: string }) {
  return (
    <Section id="report" title="Report a key that you found">
      <p>
        Nobody needs an account for it. The answer is always <code>202</code> with{" "}
        <code>{'{"received":true}'}</code>, whether the key exists or not, and what is sent is neither stored
        nor logged. Up to 100 keys of one place go into <code>keys</code>. An instance takes 30 reports a
        minute from one network.
      </p>
      <Snippet lang="bash" label="curl" code={reportSample(address)} />
      <p>
        When the key works, it is marked as exposed, and its account is told where it was found: in the
        dashboard, by webhook (<code>key.exposed</code>), and in the audit trail. What else happens is the
        account’s choice under <TextLink href="/settings">Settings</TextLink>:
      </p>
      <ul>
        <li>
          <strong>Tell me</strong>, the default: the key goes on working.
        </li>
        <li>
          <strong>Disable</strong>: no request that begins later is accepted, and calls that are running are
          cut off.
        </li>
        <li>
          <strong>Rotate</strong>: the same, and the account is asked to rotate the key. It is not rotated by
          itself, because nobody would be there to be shown the new secret.
        </li>
      </ul>
      <p>A key that is marked already stays as it is, so a report that comes twice changes nothing.</p>
    </Section>
  );
}

/** The partner programme of GitHub. */
export function GitHubReports({ address }: { address: string }) {
  return (
    <Section id="github" title="Reports of GitHub’s secret scanning">
      <p>
        <code>POST {address}/v1/keys/report/github</code> takes the reports of GitHub’s secret scanning
        partner programme, and of every scanner that signs the same way: a JSON list of{" "}
        <code>{"{ token, type, url, source }"}</code>, signed with ECDSA on P-256 and SHA-256, with the
        headers <code>Github-Public-Key-Identifier</code> and <code>Github-Public-Key-Signature</code>. The
        answer labels each token as a true or false positive. What is altered or signed by somebody else is
        refused with <code>401</code>.
      </p>
      <ol>
        <li>The operator enrols the address and the regular expression with GitHub.</li>
        <li>
          The operator puts GitHub’s public keys into the environment and starts Layer again. Layer fetches
          nothing by itself.
        </li>
      </ol>
      <Snippet lang="ini" label=".env" code={GITHUB_SETTING} />
    </Section>
  );
}
