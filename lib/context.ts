import type { Database } from "@/db/client";
import type { AccountId, KeyId, UserId } from "@/lib/core/ids";
import type { Clock } from "@/lib/core/time";

/** Who acts: a person through the dashboard, a program through a key, or the operator at the terminal. */
export type Actor = { kind: "user"; userId: UserId } | { kind: "key"; keyId: KeyId } | { kind: "operator" };

/** First argument of every verb and query: where the rows are, what time it is, whose account this is, who acts. */
export type Ctx = {
  readonly db: Database;
  readonly clock: Clock;
  readonly accountId: AccountId;
  readonly actor: Actor;
};
