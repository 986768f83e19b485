import type { Database } from "@/db/client";
import type { AccountId, KeyId, UserId } from "@/lib/core/ids";
import type { KeyScope } from "@/lib/core/key-scope";
import type { Clock } from "@/lib/core/time";

/**
 * Who acts: a person through the dashboard, a program through a key (with what that may do; null is everything), the operator at the terminal, or Layer itself, which says
 * as what (`Guard`, `Reminders`).
 */
export type Actor =
  | { kind: "user"; userId: UserId }
  | { kind: "key"; keyId: KeyId; scope: KeyScope | null }
  | { kind: "operator" }
  | { kind: "system"; name: string };

/** Where an act came from, as far as it can be believed. */
export type Origin = { network: string | null; userAgent: string | null };

/** First argument of every verb and query: where the rows are, what time it is, whose account this is, who acts. */
export type Ctx = {
  readonly db: Database;
  readonly clock: Clock;
  readonly accountId: AccountId;
  readonly actor: Actor;
  /** Absent for what comes from no network: the terminal, the jobs. */
  readonly origin?: Origin;
};
