import { verify } from "node:crypto";

/** A public key of GitHub's secret scanning in PEM, on P-256, as the operator configured it. */
export type ScanningKey = { identifier: string; key: string };

/**
 * Whether a report was signed by one of the configured keys: ECDSA on P-256 with SHA-256 over the bytes of the body, the
 * signature base64 of DER (docs.github.com, secret scanning partner program).
 */
export function isSignedByGitHub(
  body: Uint8Array,
  signed: { identifier: string | null; signature: string | null },
  keys: readonly ScanningKey[],
): boolean {
  const { identifier, signature } = signed;
  if (identifier === null || signature === null || !/^[A-Za-z0-9+/]{1,200}={0,2}$/.test(signature))
    return false;
  const configured = keys.find((key) => key.identifier === identifier);
  return configured !== undefined && verify("sha256", body, configured.key, Buffer.from(signature, "base64"));
}
