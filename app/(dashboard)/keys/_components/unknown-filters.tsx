import { Callout } from "@/components/ui/callout";

/** The address was written by hand, or by another version: what it says is left out, not guessed. */
export function UnknownFilters({ names }: { names: string[] }) {
  return (
    <Callout role="status" title="A part of the address is not known here">
      The list is shown without the filter {names.join(", ")}. Choose one from the menus above the table.
    </Callout>
  );
}
