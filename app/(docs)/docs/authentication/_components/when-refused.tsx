import { Section, TextLink } from "../../_components/article";

export function Troubleshooting() {
  return (
    <Section id="troubleshooting" title="Troubleshooting">
      <p>
        <strong>Invalid API key.</strong> If you receive an authentication error, status 401, its{" "}
        <code>code</code> says why, and <TextLink href="/docs/errors#authentication">Errors</TextLink> what to
        do about it. Three things to check first:
      </p>
      <ul>
        <li>Verify that your API key is correctly copied, with no extra spaces.</li>
        <li>Check that the key hasn’t been deleted in your dashboard.</li>
        <li>
          Ensure you’re using the correct format: <code>Bearer your-api-key</code>.
        </li>
      </ul>
    </Section>
  );
}

export function RateLimits() {
  return (
    <Section id="rate-limits" title="Rate limits">
      <p>
        API keys are subject to <TextLink href="/docs/rate-limits">rate limits</TextLink> based on your plan,
        and to their own and their gate’s where these have some. A request over a limit is answered with
        status 429 and a <code>Retry-After</code> header. If you’re hitting rate limits:
      </p>
      <ul>
        <li>
          Implement exponential backoff in your code;{" "}
          <TextLink href="/docs/rate-limits#waiting">the official clients have it</TextLink>.
        </li>
        <li>
          Consider upgrading your plan for higher limits, under{" "}
          <TextLink href="/plan">Plan & limits</TextLink>.
        </li>
        <li>Ask there for custom rate limits: your request reaches whoever runs this instance.</li>
      </ul>
    </Section>
  );
}

export function NextSteps() {
  return (
    <Section id="next-steps" title="Next steps">
      <ul>
        <li>
          <TextLink href="/gates/new">Create your first gate</TextLink>: set up a{" "}
          <TextLink href="/docs/gates">gate</TextLink> to start making requests.
        </li>
        <li>
          <TextLink href="/docs/quickstart">Make your first request</TextLink>: follow the quickstart to make
          your first API call.
        </li>
      </ul>
    </Section>
  );
}
