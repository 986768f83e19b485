import type { Revocation } from "@/lib/keys/revocation";
import { revocationSentence } from "./revocation-words";

/** How fast the key stopped, measured on its own calls. */
export function RevocationLine({ revocation, zone }: { revocation: Revocation; zone: string }) {
  return (
    <section aria-labelledby="revocation-heading" className="flex flex-col gap-1">
      <h2 id="revocation-heading" className="text-base">
        Revocation, measured
      </h2>
      <p className="tabular">{revocationSentence(revocation, zone)}</p>
      <p className="text-muted text-xs">
        When calls began, from the log. Calls that ran already when the key stopped were finished.
      </p>
    </section>
  );
}
