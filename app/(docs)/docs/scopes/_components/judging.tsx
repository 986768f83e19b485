import { apiCall } from "../../_components/api-call";
import { Section, TextLink } from "../../_components/article";
import { Snippet } from "../../_components/snippet";

export function Refusals() {
  return (
    <Section id="refusals" title="What is checked when">
      <p>
        A call that a scope refuses is answered <code>403</code> with the code of the first member that
        refuses it, and a sentence that says what the key may do instead. No provider is asked.
      </p>
      <ol>
        <li>
          When the key is looked up, by the clock of the database: <code>scope_access</code>,{" "}
          <code>scope_endpoint</code>, <code>scope_network</code>, <code>scope_hours</code>.
        </li>
        <li>
          When it is settled which models the call could reach: <code>scope_gate</code>,{" "}
          <code>scope_model</code> or <code>scope_provider</code>, <code>scope_output</code>,{" "}
          <code>scope_cost</code>.
        </li>
      </ol>
      <p>
        A key that is limited to networks is also refused when the address of a request is not known. A call
        that was let in goes on when the hours end. <TextLink href="/docs/errors">Errors</TextLink> says what
        to do about each code.
      </p>
    </Section>
  );
}

export function CostLimits() {
  return (
    <Section id="cost" title="What limits of cost and output know">
      <p>
        <code>maxCallNanoUsd</code> is held against the worst case before the call: the dearest model that the
        key may use, the input, and the most output that the request, its gate or the key’s own{" "}
        <code>maxOutputTokens</code> allows, for all answers it asks for (<code>n</code>) together.
      </p>
      <ul>
        <li>
          <strong>The input is an estimate</strong>: a token for every four bytes of the body. Dense text can
          have more tokens than that, so a call can cost more than its limit.
        </li>
        <li>
          <strong>What is not in the body is not in the estimate.</strong> Pictures and files that a request
          names by address cost what the provider makes of them.
        </li>
        <li>
          <strong>What nobody can bound is refused</strong> under such a limit: output without a limit, a
          model whose price is not known, tools that the provider runs itself, audio, stored prompts and
          conversations, and endpoints that do not count tokens.
        </li>
        <li>
          It limits <strong>one call</strong>, not the sum of many.
        </li>
      </ul>
      <p>
        <code>maxOutputTokens</code> is exact as far as the provider holds to the limit that it is sent.
      </p>
    </Section>
  );
}

export function Preview({ address }: { address: string }) {
  return (
    <Section id="preview" title="Seeing what a scope would have refused">
      <p>
        Before you save a scope, ask what it would have made of the key’s own calls: the same rule judges the
        log of the last 24 hours, or of a span of up to 31 days. Nothing is changed.
      </p>
      <Snippet
        lang="bash"
        label="Preview a scope"
        code={apiCall(address, "POST /v1/keys/$KEY_ID/scope-preview", {
          scope: { access: "inference", networks: ["203.0.113.0/24"] },
        })}
      />
      <p>
        The answer counts <code>requests</code> and <code>refused</code>, by code, with the latest refused
        ones as examples. <code>unsure</code> counts calls of which the log does not know everything that the
        scope asks for; what it knows did not refuse them. <code>exact</code> is true when there are none.
      </p>
    </Section>
  );
}
