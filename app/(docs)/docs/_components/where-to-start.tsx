import { Section, TextLink } from "./article";

const PAGES = [
  ["quickstart", "Quickstart", "from a new key to the first answer, in about a minute."],
  ["authentication", "Authentication", "getting, sending, and looking after keys."],
  ["keys", "Keys", "rotating with proof, expiry, many at once, and their health."],
  ["scopes", "Scopes", "what a key may touch, call and spend, from where and when."],
  ["guard", "Guard and alerts", "being told, or stopping a key, when it does what it never did."],
  ["leaks", "Leaked keys", "how scanners recognise and report a key, and what happens then."],
  ["gates", "Gates", "which models answer, with which settings, and what happens when one fails."],
  ["provider-keys", "Provider keys", "calls on your own bill with the makers of the models."],
  ["webhooks", "Webhooks", "being told of every change as it happens."],
  ["audit", "Audit log", "who changed what, and how to verify that nobody changed the record."],
  ["models", "Models and prices", "which models can be named, and what they cost."],
  ["endpoints", "Endpoints", "everything a key can call, each with an example."],
  ["errors", "Errors", "what each code means and what to do about it."],
] as const;

/** The pages of the documentation, each with what it is about. */
export function WhereToStart() {
  return (
    <Section id="where-to-start" title="Where to start">
      <ul>
        {PAGES.map(([page, title, says]) => (
          <li key={page}>
            <TextLink href={`/docs/${page}`}>{title}</TextLink>: {says}
          </li>
        ))}
        <li>
          <a
            href="/v1/openapi.json"
            className="rounded-sm text-ink underline decoration-control underline-offset-2 hover:decoration-ink"
          >
            OpenAPI document
          </a>
          : every endpoint, for machines.
        </li>
      </ul>
    </Section>
  );
}
