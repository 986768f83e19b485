import type { Metadata } from "next";
import { listKeyNetworks } from "@/lib/keys/key-networks";
import { revocationOf } from "@/lib/keys/revocation";
import { listSecrets } from "@/lib/keys/rotation/queries";
import { browserZone } from "@/lib/transport/viewer-zone";
import { loadKey } from "../load-key";
import { proofOfKey } from "../proof-of-key";
import { NetworksTable } from "./_components/networks-table";
import { RevocationLine } from "./_components/revocation-line";
import { RotationHistory } from "./_components/rotation-history";
import { SecretsPanel } from "./_components/secrets-panel";

const SECRETS = 50;
const NETWORKS = 100;

export async function generateMetadata({ params }: PageProps<"/keys/[keyId]/security">): Promise<Metadata> {
  const { key } = await loadKey((await params).keyId);
  return { title: `Security of ${key.name}` };
}

export default async function SecurityPage({ params }: PageProps<"/keys/[keyId]/security">) {
  const { ctx, key } = await loadKey((await params).keyId);
  const keyId = key.id;
  const [proof, secrets, networks, revocation, zone] = await Promise.all([
    proofOfKey(ctx, keyId),
    listSecrets(ctx, { keyId, limit: SECRETS }),
    listKeyNetworks(ctx, { keyId, limit: NETWORKS }),
    revocationOf(ctx, key),
    browserZone(),
  ]);
  const nobodyHoldsIt = (
    <p className="text-muted">Nobody holds a secret of this key: it counts tests of gates.</p>
  );
  return (
    <>
      {revocation === null ? null : <RevocationLine revocation={revocation} zone={zone} />}
      {key.countsTests ? (
        nobodyHoldsIt
      ) : (
        <>
          <SecretsPanel keyId={keyId} initial={proof} canChange={key.deletedAt === null} />
          <RotationHistory secrets={secrets} zone={zone} />
        </>
      )}
      <NetworksTable keyId={keyId} networks={networks} />
    </>
  );
}
