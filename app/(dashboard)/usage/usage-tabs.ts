/** The pages of usage, as its tabs name them. */
export const USAGE_TABS = [
  { href: "/usage", label: "Explore" },
  { href: "/usage/reconciliation", label: "Reconciliation" },
] as const;
