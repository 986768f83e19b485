import type { AuditEntry } from "./contract";

/**
 * An entry as it leaves the house: times as text, hashes as hex, and everything else under the names that the hash was made
 * with, so that whoever has an export can make the chain again.
 */
export function entryOnWire(entry: AuditEntry) {
  const { accountId, sequence, id, at, actorKind, actorId, actorName, action, ...rest } = entry;
  const { subjectKind, subjectId, subjectName, before, after, network, userAgent } = rest;
  return {
    accountId,
    sequence,
    id,
    at: at.toISOString(),
    actorKind,
    actorId,
    actorName,
    action,
    subjectKind,
    subjectId,
    subjectName,
    before,
    after,
    network,
    userAgent,
    previousHash: Buffer.from(entry.previousHash).toString("hex"),
    hash: Buffer.from(entry.hash).toString("hex"),
  };
}
