import { Link } from "@/components/ui/link";
import type { GateProblem } from "@/lib/gates/contract";

/** What is wrong in a sentence, with the way to where it can be cured when that is another page. */
export function ProblemText({ problem: { message, cure } }: { problem: GateProblem }) {
  return cure === undefined ? (
    message
  ) : (
    <>
      {message} <ProviderKeysLink />
    </>
  );
}

/** Leads to where a missing or broken provider key is set right. */
export function ProviderKeysLink() {
  return (
    <Link href="/provider-keys" className="whitespace-nowrap rounded-sm text-ink underline">
      Open Provider Keys
    </Link>
  );
}
