import { Callout } from "@/components/ui/callout";

/** The address was written by hand, or by another version: what it says is left out, not guessed. */
export function UnknownParts({ names }: { names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <Callout role="status" title="A part of the address is not known here">
      The log is shown without {names.join(", ")}. Choose from the filters above the table.
    </Callout>
  );
}
