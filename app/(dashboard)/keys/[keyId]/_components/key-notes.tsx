import { Callout } from "@/components/ui/callout";
import { Link } from "@/components/ui/link";
import { formatMoment } from "@/lib/core/format";
import type { ApiKey } from "@/lib/keys/contract";

const LINK = "text-accent-ink underline";

/** What has to be known about a key before anything else: that it is deleted, that it leaked, that it is being rotated. */
export function KeyNotes({ apiKey: key, zone }: { apiKey: ApiKey; zone: string }) {
  if (key.deletedAt !== null) {
    return (
      <Callout title={`Deleted on ${formatMoment(key.deletedAt, zone)}`}>
        Every call with it is refused. What it was used for stays on record.
      </Callout>
    );
  }
  return (
    <>
      {key.exposedAt === null ? null : (
        <Callout tone="danger" title="Exposed">
          {key.exposedWhere === null ? null : <p className="break-words">Found in: {key.exposedWhere}</p>}
          <Link className={LINK} href={`/keys/${key.id}/leak`}>
            See the damage and replace the key
          </Link>
        </Callout>
      )}
      {key.rotatingUntil === null ? null : (
        <Callout title="Being rotated">
          <Link className={LINK} href={`/keys/${key.id}/security`}>
            See who still sends the old secret
          </Link>
          , then stop it or give it more time.
        </Callout>
      )}
    </>
  );
}
