import { Callout } from "@/components/ui/callout";

/**
 * Says which parts of an address were left out, not guessed: it was written by hand, or by another version. `shown` begins the
 * sentence, such as "The log is shown without"; `hint` says what to do instead.
 */
export function UnknownParts({
  names,
  shown,
  hint,
}: {
  names: readonly string[];
  shown: string;
  hint?: string;
}) {
  if (names.length === 0) return null;
  return (
    <Callout role="status" title="A part of the address is not known here">
      {shown} {names.join(", ")}.{hint === undefined ? null : ` ${hint}`}
    </Callout>
  );
}
