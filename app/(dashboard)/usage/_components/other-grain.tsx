import { Callout } from "@/components/ui/callout";
import type { Grain } from "@/lib/core/time-choice";

/** The length of bars that was asked for would be too many; `grain` is the one that is shown. */
export function OtherGrain({ grain }: { grain: Grain }) {
  return (
    <Callout role="status" title="That would be too many bars">
      This span is shown per {grain} instead. Choose a shorter one for finer bars.
    </Callout>
  );
}
