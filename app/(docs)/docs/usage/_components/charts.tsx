import { apiCall } from "../../_components/api-call";
import { Section, TextLink } from "../../_components/article";
import { Snippet } from "../../_components/snippet";

export function Numbers() {
  return (
    <Section id="numbers" title="What the numbers are">
      <p>
        Every request of a known key is one row of the log, the refused ones too. A chart counts a request
        where it began. Each cell equals the sum of its rows: press it, and the log shows exactly those, with
        how many there are and what they add up to.
      </p>
      <ul>
        <li>
          <strong>Without a price</strong>: a cost nobody knows is “—”, never $0.00, and stands beside every
          total as a count.
        </li>
        <li>
          <strong>Estimated</strong>: the provider did not say how many tokens there were, or said what cannot
          be true, or answered in a service tier of other prices than the list's (<code>service_tier</code>:{" "}
          <code>flex</code>, <code>priority</code>), so that the cost at list prices is no exact one; the row
          says which. <strong>Interrupted</strong>: the answer was cut short, and what had passed is counted.
        </li>
        <li>
          <strong>Expired</strong>: the row is gone, its sums stay. Charts say how many there are, and{" "}
          <TextLink href="/docs/rate-limits#log-days">how long rows are kept</TextLink> is your plan's to say.
        </li>
        <li>
          <strong>Latency</strong> percentiles are read from classes of times: between 0.1 and 60 seconds at
          most 26 % off, where times crowd at the edge of a class; shorter and longer times have wider
          classes.
        </li>
      </ul>
    </Section>
  );
}

export function Charts({ address }: { address: string }) {
  return (
    <Section id="charts" title="Charts">
      <p>
        <TextLink href="/usage">Usage</TextLink> answers one question: a metric by a group, and by a second
        one, per minute to month, over a span in your zone, narrowed by filters. The whole question is in the
        address; views of it can be saved. Days are those of the zone, 23 or 25 hours long when clocks change.
        Programs ask the same:
      </p>
      <Snippet
        lang="bash"
        label="Spend of the last 30 days by key"
        code={apiCall(address, "GET /v1/usage?metric=spend&group=key&range=30d&grain=day&zone=UTC")}
      />
      <p>
        A filter takes values with commas between them, <code>!</code> in front of what is left out, and{" "}
        <code>none</code> for requests that have none: <code>model=gpt-4o,!none</code>,{" "}
        <code>status=4xx,!429</code>. <code>GET /v1/usage/costs</code> answers costs by day in the shape of
        OpenAI's costs API.
      </p>
    </Section>
  );
}
