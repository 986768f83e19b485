/** The pages of a key, as its tabs name them. A new one is a folder and a line here. */
export function keyTabs(keyId: string): Array<{ href: string; label: string }> {
  return [
    { href: `/keys/${keyId}`, label: "Usage" },
    { href: `/keys/${keyId}/logs`, label: "Logs" },
    { href: `/keys/${keyId}/scope`, label: "Limits & scope" },
    { href: `/keys/${keyId}/security`, label: "Security" },
    { href: `/keys/${keyId}/guard`, label: "Guard" },
    { href: `/keys/${keyId}/activity`, label: "Activity" },
  ];
}
