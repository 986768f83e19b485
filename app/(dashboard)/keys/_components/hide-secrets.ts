import type { ChangeEvent } from "react";
import { withoutSecrets } from "./key-state";

/** Runs before the search field's own handler: what it writes into the address must not be a secret. */
export function hideSecrets({ target }: ChangeEvent<HTMLDivElement>): void {
  if (!((target as Element) instanceof HTMLInputElement)) return;
  const field = target as unknown as HTMLInputElement;
  const safe = withoutSecrets(field.value);
  if (safe !== field.value) field.value = safe;
}
