import { LayerError } from "./errors";
import type { CallOptions } from "./request-options";

/** Options of a call that makes a secret, without an idempotency key of the caller's own. */
export type SecretOptions = Omit<CallOptions, "idempotencyKey"> & { idempotencyKey?: undefined };

type Making = { id: string; key: string | null; secret_available: boolean };
/** An answer that shows the secret. */
export type Shown<A> = Extract<A, { key: string }>;

/**
 * A secret is in one answer only. When that one was lost and the try after it could not bring it again, this throws and says what to do;
 * whoever names the call by an idempotency key of their own looks at `secret_available` instead.
 */
export async function withSecret<A extends Making>(
  made: Promise<A>,
  options: CallOptions | undefined,
): Promise<Shown<A>> {
  const answer = await made;
  if (answer.secret_available || options?.idempotencyKey !== undefined) return answer as Shown<A>;
  throw new LayerError(
    `The key ${answer.id} has a new secret, but the answer with it was lost on the way. Rotate the key to get another.`,
  );
}
