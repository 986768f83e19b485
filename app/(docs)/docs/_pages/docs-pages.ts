/** A page of the documentation, in the order of the list beside every page. */
export type DocsPage = {
  /** The last part of its address; the introduction is `/docs` itself. */
  slug: string;
  label: string;
  /** What it is about: half a sentence for lists. */
  about: string;
};

export const DOCS_PAGES = [
  { slug: "introduction", label: "Introduction", about: "how keys, gates and providers go together." },
  {
    slug: "quickstart",
    label: "Quickstart",
    about: "from a new key to the first answer, in about a minute.",
  },
  { slug: "authentication", label: "Authentication", about: "getting, sending, and looking after keys." },
  { slug: "sdks", label: "SDKs and tools", about: "the clients, frameworks and coding agents you have." },
  { slug: "streaming", label: "Streaming", about: "answers piece by piece, and what ends one early." },
  {
    slug: "gates",
    label: "Gates",
    about: "which models answer, with which settings, and what happens when one fails.",
  },
  { slug: "models", label: "Models and prices", about: "which models can be named, and what they cost." },
  {
    slug: "provider-keys",
    label: "Provider keys",
    about: "calls on your own bill with the makers of the models.",
  },
  { slug: "keys", label: "Keys", about: "rotating with proof, expiry, many at once, and their health." },
  {
    slug: "scopes",
    label: "Scopes",
    about: "what a key may touch, call and spend, from where and when.",
  },
  {
    slug: "guard",
    label: "Guard and alerts",
    about: "being told, or stopping a key, when it does what it never did.",
  },
  {
    slug: "leaks",
    label: "Leaked keys",
    about: "how scanners recognise and report a key, and what happens then.",
  },
  {
    slug: "rate-limits",
    label: "Rate limits",
    about: "how often an account, a key or a gate may call, and how clients wait.",
  },
  { slug: "spending", label: "Spending", about: "limits on money that hold, and what is told of them." },
  { slug: "usage", label: "Usage and logs", about: "what each number counts, and the requests behind it." },
  { slug: "webhooks", label: "Webhooks", about: "being told of every change as it happens." },
  {
    slug: "audit",
    label: "Audit log",
    about: "who changed what, and how to verify that nobody changed the record.",
  },
  {
    slug: "security",
    label: "Security",
    about: "what is stored, who can read it, and what protects a key.",
  },
  {
    slug: "self-hosting",
    label: "Self-hosting",
    about: "running it, from a laptop to several instances, with backups and metrics.",
  },
  { slug: "endpoints", label: "Endpoints", about: "everything a key can call, each with an example." },
  {
    slug: "reference",
    label: "API reference",
    about: "every operation with its fields, answers and errors, and a form to try it.",
  },
  { slug: "errors", label: "Errors", about: "what each code means and what to do about it." },
] as const satisfies readonly DocsPage[];

export type DocsSlug = (typeof DOCS_PAGES)[number]["slug"];

/** Where a page stands on this instance. */
export function docsPath(slug: string): string {
  return slug === "introduction" ? "/docs" : `/docs/${slug}`;
}
