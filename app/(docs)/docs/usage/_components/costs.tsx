import { apiCall } from "../../_components/api-call";
import { Section, TextLink } from "../../_components/article";
import { Snippet } from "../../_components/snippet";

export function Costs({ address }: { address: string }) {
  return (
    <Section id="costs" title="Prices that come later, and bills">
      <p>
        A request is priced when it ends and never edited. When a price arrives or changes, set it under{" "}
        <TextLink href="/prices">Prices</TextLink> from the moment it holds, see per key what that changes of
        the past, and book it: a correction is written beside each request, and every total follows. Booking
        it again changes nothing.
      </p>
      <Snippet lang="bash" label="What has no price" code={apiCall(address, "GET /v1/prices/unpriced")} />
      <p>
        <TextLink href="/usage/reconciliation">Reconciliation</TextLink> takes a usage or cost report of
        OpenAI, Anthropic or any provider as CSV, and says day by day and model by model how much went through
        Layer and why the rest differs.
      </p>
    </Section>
  );
}

export function Payloads({ address }: { address: string }) {
  return (
    <Section id="payloads" title="What is asked and answered">
      <p>
        Nothing of it is kept unless an account, a gate or a key says so, for 1 to 90 days, under{" "}
        <TextLink href="/settings/data">Settings › Data</TextLink>. The most specific word counts; an account
        can set a ceiling that its keys and gates cannot pass. Recognisable secrets and the fields you name
        are left out before anything is stored, each side is cut at 256 KB, and what is stored can be deleted
        apart from the log. It is shown as text and nothing else.
      </p>
      <Snippet
        lang="bash"
        label="Delete what is kept of one request"
        code={apiCall(address, "DELETE /v1/logs/$REQUEST_ID/payload")}
      />
    </Section>
  );
}
