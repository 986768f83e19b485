import { Callout } from "@/components/ui/callout";
import type { Grain } from "@/lib/core/time-choice";

/** The address was written by hand, or by another version: what it says is left out, not guessed. */
export function UnknownParts({ names, grain }: { names: string[]; grain: Grain | null }) {
  return (
    <>
      {names.length === 0 ? null : (
        <Callout role="status" title="A part of the address says nothing here">
          Usage is shown without {names.join(", ")}.
        </Callout>
      )}
      {grain === null ? null : (
        <Callout role="status" title="That would be too many bars">
          This span is shown per {grain} instead. Choose a shorter one for finer bars.
        </Callout>
      )}
    </>
  );
}
