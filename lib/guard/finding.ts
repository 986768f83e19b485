import type { Json } from "@/db/schema/audit";
import type { AlertType, NewAlert } from "@/lib/alerts/contract";
import type { KeyId } from "@/lib/core/ids";
import type { GuardSignal } from "@/lib/core/key-guard";
import type { WatchedKey } from "./read-activity";

/** Something unusual about a key. */
export type Finding = {
  key: WatchedKey;
  signal: GuardSignal;
  /** What makes it another one than the last: a day, a model, a network. */
  episode: string;
  /** The rest of a sentence that begins with the key's name. */
  clause: string;
  /** The numbers behind it, and the span and filters of the rows that show it. */
  data: { [name: string]: Json };
};

export const ALERT_TYPE_OF: Record<GuardSignal, AlertType> = {
  spend: "key.spend_anomaly",
  model: "key.new_model",
  network: "key.new_network",
  errors: "key.error_burst",
};

const LONGEST_EPISODE = 400;

/** The finding as its account is told of it. `isPaused` says that the key is stopped with it. */
export function alertOf(
  { key, signal, episode, clause, data }: Finding,
  isPaused: boolean,
): NewAlert & { keyId: KeyId } {
  const type = ALERT_TYPE_OF[signal];
  return {
    type,
    keyId: key.keyId,
    keyName: key.name,
    sameness: `${type}:${key.keyId}:${episode.slice(0, LONGEST_EPISODE)}`,
    message: isPaused ? `${key.name} was paused: it ${clause}.` : `${key.name} ${clause}.`,
    data: { ...data, paused: isPaused },
  };
}
