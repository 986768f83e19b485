import Link from "next/link";
import { Callout } from "@/components/ui/callout";
import { Time } from "@/components/ui/time";
import type { ApiKey } from "@/lib/keys/contract";

/** That two secrets work, until when, and where to see who still sends the old one. */
export function RotatingNote({ apiKey }: { apiKey: ApiKey }) {
  if (apiKey.rotatingUntil === null || apiKey.deletedAt !== null) return null;
  return (
    <Callout title="Being rotated">
      Two secrets work. The old one stops <Time value={apiKey.rotatingUntil} />.{" "}
      <Link className="text-accent-ink underline" href={`/keys/${apiKey.id}/security`}>
        See who still sends it
      </Link>
    </Callout>
  );
}
