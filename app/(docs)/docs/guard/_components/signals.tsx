import { Section, TextLink } from "../../_components/article";

export function Signals() {
  return (
    <Section id="signals" title="What is noticed">
      <p>
        Every 15 seconds the guard looks at what each key did since the last look. Tests from the dashboard do
        not count.
      </p>
      <ul>
        <li>
          <strong>Unusual spending</strong> (<code>spend</code>): in the last ten minutes or in this hour more
          than a dollar, or more than 300 calls of unknown cost, and more than three times the most around
          this hour in the last four weeks and the last two days. A key that surprised before in that time is
          held against three times its largest hour.
        </li>
        <li>
          <strong>A new model</strong> (<code>model</code>): one that the key never used. One that a gate
          chose counts only when the gate is new to the key too.
        </li>
        <li>
          <strong>A new network</strong> (<code>network</code>): an address, or the first 64 bits of an IPv6
          one, that the key was never used from and nobody marked as known.
        </li>
        <li>
          <strong>A burst of errors</strong> (<code>errors</code>): in the last ten minutes at least 20 calls
          and at least half of all were rejected or refused, far more than usual. What a provider failed does
          not count, nor what at least half of the account’s active keys have at once.
        </li>
      </ul>
    </Section>
  );
}

export function Learning() {
  return (
    <Section id="learning" title="Learning time">
      <p>
        A key is learned for <strong>three days since its first call, and 50 calls</strong>, before anything
        is told. During its first week, its days say what an hour is like. A key that regularly comes with new
        models or networks (on three of the last fourteen days) is not told for another one.
      </p>
      <p>
        So the guard does not see a theft in the first days of a key. Limit a new key by its{" "}
        <TextLink href="/docs/scopes">scope</TextLink>.
      </p>
    </Section>
  );
}
