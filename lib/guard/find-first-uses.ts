import type { Database } from "@/db/client";
import { formatCountExact } from "@/lib/core/format";
import type { KeyId } from "@/lib/core/ids";
import type { IsWanted } from "./find-bursts";
import type { Finding } from "./finding";
import { isNews } from "./is-news";
import type { ModelUse, WatchedKey } from "./read-activity";
import { readNewNetworks } from "./read-new-networks";
import { onlyFirstUses, readPast } from "./read-past";

/** Models and networks that keys used for the first time since a moment. */
export async function findFirstUses(
  db: Database,
  keys: Map<KeyId, WatchedKey>,
  modelUses: ModelUse[],
  { since, now }: { since: Date; now: Date },
  isWanted: IsWanted,
): Promise<Finding[]> {
  const uses = modelUses.filter(({ keyId }) => wants(keys.get(keyId), "model"));
  const users = [...keys.values()].filter((key) => isWanted(key, "network"));
  const firsts = await onlyFirstUses(db, uses);
  const networks = (await readNewNetworks(db, users, since)).filter(({ keyId }) =>
    wants(keys.get(keyId), "network"),
  );
  const pastOf = await readPast(db, [...firsts, ...networks], now);

  function wants(key: WatchedKey | undefined, signal: "model" | "network"): boolean {
    return key !== undefined && isWanted(key, signal);
  }
  const before = (keyId: KeyId, count: number, noun: string) =>
    `after ${counted(pastOf(keyId).requests, "call")} with ${counted(count, noun)}`;

  const byModel = firsts.flatMap(({ keyId, model, at }): Finding[] => {
    const [key, past] = [keys.get(keyId), pastOf(keyId)];
    if (key === undefined || !isNews(past, past.newModelDays, now)) return [];
    const clause = `used the model ${model} for the first time, ${before(keyId, past.models, "other model")}`;
    const data = { ...spanFrom(at, now), model, requestsBefore: past.requests, modelsBefore: past.models };
    return [{ key, signal: "model", episode: model, clause, data }];
  });
  const byNetwork = networks.flatMap(({ keyId, network, at, networks: known, newDays }): Finding[] => {
    const [key, past] = [keys.get(keyId), pastOf(keyId)];
    if (key === undefined || !isNews(past, newDays, now)) return [];
    const clause = `was used from ${network} for the first time, ${before(keyId, known, "other network")}`;
    const data = { ...spanFrom(at, now), network, requestsBefore: past.requests, networksBefore: known };
    return [{ key, signal: "network", episode: network, clause, data }];
  });
  return [...oncePerKey(byModel), ...byNetwork];
}

/** Several models at once are one episode: the first is told. */
function oncePerKey(findings: Finding[]): Finding[] {
  const seen = new Set<KeyId>();
  return findings.filter(({ key }) => !seen.has(key.keyId) && seen.add(key.keyId));
}

function spanFrom(at: number, now: Date): { from: string; to: string } {
  return { from: new Date(at).toISOString(), to: now.toISOString() };
}

function counted(count: number, noun: string): string {
  return `${formatCountExact(count)} ${noun}${count === 1 ? "" : "s"}`;
}
