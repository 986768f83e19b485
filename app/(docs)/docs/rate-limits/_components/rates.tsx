import { chatCurl } from "@/lib/core/call-snippets";
import { apiCall } from "../../_components/api-call";
import { Section, TextLink } from "../../_components/article";
import { Snippet, type SnippetFacts } from "../../_components/snippet";

export function Plans({ address }: { address: string }) {
  return (
    <Section id="plans" title="Plans">
      <p>
        Every account has a plan: <code>free</code>, <code>starter</code>, <code>growth</code>,{" "}
        <code>scale</code> or <code>custom</code>. It says how many requests and tokens a minute, how many
        requests a day and a month, how many at the same time, and how many keys. Whoever operates the
        instance sets the numbers, and may give one account others. <em>Plan & limits</em> shows each with its
        use and head-room, and is where another plan is chosen or asked for.
      </p>
      <Snippet lang="bash" label="Your plan and what it allows" code={apiCall(address, "GET /v1/plan")} />
    </Section>
  );
}

export function LogDays() {
  return (
    <Section id="log-days" title="How long the log is kept">
      <p>
        A plan also says for how many days rows of the log stay; whoever operates the instance may keep them
        for fewer days everywhere, and <strong>the shorter one holds</strong>. <code>GET /v1/plan</code> says
        it in <code>log</code>: the days, whose they are, and <code>keptFrom</code>, since when all rows are
        there.
      </p>
      <ul>
        <li>
          Rows are deleted to the hour, within about an hour after their time, with what was asked and
          answered. Until then they are shown. Where the instance sets the days, months go whole.
        </li>
        <li>
          Sums stay: charts, costs and what is spent of a limit do not change, and say how many of their rows
          have expired.
        </li>
        <li>
          Fewer days delete older rows for good; more days later bring nothing back. A price that is corrected
          changes only rows that are there.
        </li>
      </ul>
    </Section>
  );
}

export function Rates() {
  return (
    <Section id="rates" title="Rate limits">
      <p>
        Keys and gates can have limits of their own, on their pages or as <code>limits</code> in the API. A
        call must fit into those of its account, its key and its gate, so <strong>the tightest counts</strong>
        .
      </p>
      <ul>
        <li>
          A minute is any 60 seconds. Days and months are those of UTC. A limit of <code>0</code> allows
          nothing.
        </li>
        <li>
          Tokens are counted as they may come, and what a call really used takes their place when it has
          ended.
        </li>
        <li>
          A call that is refused by one limit is counted against none. Requests that call no model, such as
          reading the log, have a minute of their own.
        </li>
      </ul>
    </Section>
  );
}

export function RateRefusal({ address }: { address: string }) {
  return (
    <Section id="rate-refusal" title="When a rate limit is reached">
      <p>
        The answer is <code>429</code> with the code <code>rate_limit_exceeded</code>. It names the limit,
        whose it is, its value, how much of it is used and when to come back, also as <code>Retry-After</code>{" "}
        and <code>retry-after-ms</code>. The official clients of OpenAI and Anthropic wait and try again by
        themselves. Every answer to a call says what is left of a minute in{" "}
        <code>x-ratelimit-limit-requests</code>, <code>-remaining-requests</code>,{" "}
        <code>-reset-requests</code> and the same with <code>tokens</code>. Where no waiting helps,{" "}
        <code>x-should-retry: false</code> says so.
      </p>
      <Snippet
        lang="bash"
        label="What this key is held to, and what is left"
        code={apiCall(address, "GET /v1/limits")}
      />
      <p>
        All that was refused stands in the <TextLink href="/logs?status=429">log</TextLink>.
      </p>
    </Section>
  );
}

export function Waiting() {
  return (
    <Section id="waiting" title="Programs that wait">
      <p>
        If you run into a limit, wait before you try again, longer each time (exponential backoff). The
        official clients do that, twice where you do not say otherwise:
      </p>
      <Snippet lang="javascript" label="JavaScript, OpenAI" code={waitingJavaScript} />
      <Snippet lang="bash" label="curl" code={waitingCurl} />
      <p>
        If that is not enough, choose a plan with higher limits under{" "}
        <TextLink href="/plan">Plan & limits</TextLink>, or ask there for limits of your own: whoever runs
        this instance answers in the app.
      </p>
    </Section>
  );
}

function waitingJavaScript({ address, gate }: SnippetFacts): string {
  return `import OpenAI from "openai";

// Waits as long as retry-after-ms says, and longer each time where nothing is said.
const client = new OpenAI({
  baseURL: ${JSON.stringify(`${address}/v1`)},
  apiKey: process.env.LAYER_API_KEY,
  maxRetries: 5,
});

const completion = await client.chat.completions.create({
  model: ${JSON.stringify(gate)},
  messages: [{ role: "user", content: "Say hello" }],
});
console.log(completion.choices[0].message.content);`;
}

/** curl itself waits as long as Retry-After says. */
function waitingCurl(facts: SnippetFacts): string {
  return chatCurl(facts).replace(/^curl /, "curl --retry 5 --fail-with-body ");
}
