import { AppError } from "@/lib/core/errors";
import { env } from "@/lib/env";
import { type SecretBox, secretBox } from "./secret-box";

/** The box that this instance's ENCRYPTION_KEY opens; null when it has none, which only a start without `npm start` leaves so. */
export function instanceBox(): SecretBox | null {
  const { ENCRYPTION_KEY: current, ENCRYPTION_KEY_PREVIOUS: previous } = env();
  return current === undefined ? null : secretBox({ current: current.bytes, previous: previous?.bytes });
}

/** The same for writing; `what` cannot be stored without it, in the plural. Throws `encryption_key_missing`. */
export function requireBox(what: string): SecretBox {
  const box = instanceBox();
  if (box !== null) return box;
  throw new AppError(
    "encryption_key_missing",
    `This instance has no ENCRYPTION_KEY, so ${what} cannot be stored. Whoever runs it has to set one.`,
  );
}
