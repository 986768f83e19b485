type Description = {
  description: string /** The page of the documentation that tells more. */;
  page: string;
};

/** What operations are grouped by, in the order of the document. */
export const TAGS = {
  Inference: {
    description: "Calls of models, in the words of OpenAI's, Anthropic's and Layer's own clients.",
    page: "/docs/quickstart",
  },
  Keys: { description: "API keys: make, limit, rotate, find and delete them.", page: "/docs/keys" },
  Gates: { description: "Named routing configurations that requests run through.", page: "/docs/gates" },
  "Provider keys": {
    description: "The account's own keys at providers. What they are is never shown.",
    page: "/docs/provider-keys",
  },
  "Models and prices": {
    description: "Which models there are, what they cost, and costs that are booked later.",
    page: "/docs/models",
  },
  "Usage and logs": {
    description: "What was called, how it went and what it cost: sums, requests, payloads and files of them.",
    page: "/docs/usage",
  },
  Spending: { description: "Limits on what may be spent, and what is left of them.", page: "/docs/spending" },
  "Plan and limits": { description: "The account's plan and its rate limits.", page: "/docs/rate-limits" },
  Reconciliation: {
    description: "What providers say that they charge, held against the log.",
    page: "/docs/usage",
  },
  Alerts: { description: "What the guard has noticed.", page: "/docs/guard" },
  Webhooks: { description: "Addresses that are told what happens.", page: "/docs/webhooks" },
  "Audit log": { description: "Who changed what, as a chain of hashes.", page: "/docs/audit" },
  About: { description: "The server itself. No key is needed.", page: "/docs/endpoints" },
} as const satisfies Record<string, Description>;

export type Tag = keyof typeof TAGS;
