import { apiCall } from "../../_components/api-call";
import { Section, TextLink } from "../../_components/article";
import { Snippet } from "../../_components/snippet";

const LIMIT = { period: "monthly", zone: "UTC", amountUsd: "25.00", enforcement: "block" };

export function Spending({ address }: { address: string }) {
  return (
    <Section id="spending" title="Spending limits">
      <p>
        An account, a gate and a key can each have a limit a day, a week, a month, for any 30 days and for all
        time. Days, weeks and months are those of the zone that the limit names. Everything counts that the
        log says it cost, tests included, also what was spent in the period before the limit was set.
      </p>
      <p>
        Calls on your own <TextLink href="/docs/provider-keys">provider keys</TextLink> count like those on
        keys of this instance, although it is you whom their provider bills. A limit with{" "}
        <code>countsOwnKeys: false</code> leaves them out: it holds what the instance&rsquo;s keys cost,
        attempts that failed included, and no call that uses your own keys alone is ever refused by it.
      </p>
      <ul>
        <li>
          <code>alert_only</code> lets every call through, and tells you at the percentages you choose.
        </li>
        <li>
          <code>block</code> is <strong>never passed</strong>: a call for whose worst case there is no room is
          refused, on every instance, at every endpoint, for fallbacks and tests too.
        </li>
      </ul>
      <Snippet
        lang="bash"
        label="Limit the account to $25 a month"
        code={apiCall(address, "POST /v1/spending/limits", LIMIT)}
      />
      <Snippet
        lang="bash"
        label="All limits and how they stand"
        code={apiCall(address, "GET /v1/spending/limits")}
      />
      <p>
        Alerts stand in the app, and go to <TextLink href="/docs/webhooks">webhooks</TextLink> (
        <code>spend.threshold</code>, <code>spend.limit_reached</code>, <code>spend.reset</code>) and by mail,
        each once in a period. Try it: a test alert takes the same way, and the answer says whom it reaches.
      </p>
      <Snippet
        lang="bash"
        label="Send a test alert"
        code={apiCall(address, "POST /v1/spending/test-alert")}
      />
    </Section>
  );
}

export function WorstCase() {
  return (
    <Section id="worst-case" title="What a call may cost at worst">
      <p>
        Before a call runs, a limit that blocks reserves the most it may cost; when it has ended, what it did
        cost takes its place. A call that fails or is cut off gives back the rest, and what an instance had
        reserved that died is given back within a minute.
      </p>
      <ul>
        <li>
          <strong>Output</strong>: <code>max_tokens</code> (or its like) of the request, else that of the gate
          or the key, else all that the model can bring out. So name <code>max_tokens</code>: a call without
          it reserves a lot.
        </li>
        <li>
          <strong>Input</strong>: no more tokens than the request and what its gate adds have bytes, and
          50,000 for each picture.
        </li>
        <li>
          <strong>Every model</strong> that the gate may ask in turn, each at its list price or your own.
        </li>
      </ul>
      <p>
        Where nobody can say the most, a limit that blocks refuses the call with{" "}
        <code>spending_not_bounded</code> and says why: a model without a known price, pictures and speech to
        be made, files, searches, a <code>service_tier</code> that costs more than the list says, such as{" "}
        <code>priority</code>. Give the limit a fixed amount for such calls (<code>fenceUsd</code>) to let
        them through. A call whose cost nobody learns, as when a provider falls silent, counts as what was
        reserved for it. One that asks for <code>priority</code> and is served so counts as the fixed amount,
        or as its cost at list prices where that is more.
      </p>
      <p>
        A request without <code>service_tier</code>, or with <code>auto</code>, is taken to cost what the list
        says. Where the settings of your project at the provider make it <code>priority</code>, it costs more
        than was reserved and counted; its row says so. Send <code>default</code> to rule that out.
      </p>
    </Section>
  );
}

export function AtTheLimit({ address }: { address: string }) {
  return (
    <Section id="at-the-limit" title="When a spending limit is reached">
      <p>
        The answer is <code>402</code> with the code <code>spending_limit_exceeded</code> and{" "}
        <code>x-should-retry: false</code>, so that clients do not try again. It names the limit, whose it is,
        what is spent and reserved, what this call would have reserved, and when the limit resets. Only calls
        to models stop: reading, managing keys and raising the limit go on. A limit is free again by itself
        when its period turns or it is raised. A key whose own limit is used up stands as{" "}
        <strong>Limit reached</strong> in the list of keys.
      </p>
      <Snippet
        lang="bash"
        label="Raise a limit by $10 until its day ends"
        code={apiCall(address, "POST /v1/spending/limits/$LIMIT_ID/raise", { amountUsd: "10.00" })}
      />
    </Section>
  );
}
