/** The floors of `lib`, lowest first: a room imports only from rooms on lower ones. */
const FLOORS = [
  ["core"],
  // Every verb writes to the trail, and what an account is told goes there too.
  ["audit", "sealing", "operator", "metrics", "tracing"],
  ["alerts"],
  ["prices"],
  // A provider asks the price book which models are known; the book knows no provider's code.
  ["providers"],
  ["usage", "accounts", "provider-keys", "models", "webhooks", "mail", "payloads", "limits"],
  // What the rows of a filter add up to is read from the sums, and a saved view by whoever reads addresses of usage.
  ["logs", "saved-views"],
  // How many keys an account may have is its plan's, which says it in the words of limits. Gates bring spending limits of their own,
  // and what is booked later counts against them.
  ["plans", "spending"],
  ["keys", "gates", "corrections", "reconciliation", "exports", "retention"],
  ["guard", "attention", "onboarding"],
  ["gateway", "jobs"],
  ["transport"],
];

/** Number of a room's floor from the ground; -1 when it has none. */
export function floorOf(room: string): number {
  return FLOORS.findIndex((rooms) => rooms.includes(room));
}
