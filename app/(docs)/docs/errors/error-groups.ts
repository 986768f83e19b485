const GROUPS = [
  {
    id: "authentication",
    title: "Authentication and permission",
    has: (status: number) => status === 401 || status === 403,
  },
  {
    id: "limits",
    title: "Rate limits and spending limits",
    has: (status: number) => status === 402 || status === 429,
  },
  { id: "requests", title: "Requests", has: (status: number) => status < 500 },
  { id: "servers", title: "Servers and providers", has: () => true },
] as const;

/** Where an error of this status stands on the page: the first group that takes it. */
export function groupOf(status: number): string {
  return GROUPS.find(({ has }) => has(status))?.id ?? "servers";
}

export const ERROR_GROUPS: ReadonlyArray<{ id: string; title: string }> = GROUPS;
