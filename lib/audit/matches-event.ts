/** True when a pattern of a webhook means this type of event: `key.created` itself, `key.*` for all of a kind, `*` for all. */
export function matchesEvent(pattern: string, type: string): boolean {
  if (pattern === "*") return true;
  return pattern.endsWith(".*") ? type.startsWith(pattern.slice(0, -1)) : pattern === type;
}
