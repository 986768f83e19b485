/** Where a price comes from: an own one leads to what it was booked for, a list by its name. */
export function PriceSource({ version }: { version: string | null }) {
  if (version === null) return <span className="text-subtle">— no price known</span>;
  if (!version.startsWith("override:")) return <code className="text-xs">{version}</code>;
  return <span>Your price</span>;
}
