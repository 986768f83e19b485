import Link from "next/link";
import { Callout } from "@/components/ui/callout";
import type { ApiKey } from "@/lib/keys/contract";

/** Where to see who still sends the old secret while two of them work. */
export function RotatingNote({ apiKey }: { apiKey: ApiKey }) {
  if (apiKey.rotatingUntil === null || apiKey.deletedAt !== null) return null;
  return (
    <Callout title="Being rotated">
      <Link className="text-accent-ink underline" href={`/keys/${apiKey.id}/security`}>
        See who still sends the old secret
      </Link>
      , then stop it or give it more time.
    </Callout>
  );
}
