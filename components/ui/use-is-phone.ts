import { useSyncExternalStore } from "react";

/** The same width as `max-md` of the styles. */
const PHONE = "(width < 48rem)";

/** True on a narrow screen; false on the server, which knows none. For what styles cannot hide, such as rows of a menu. */
export function useIsPhone(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => matchMedia(PHONE).matches,
    () => false,
  );
}

function subscribe(onChange: () => void): () => void {
  const query = matchMedia(PHONE);
  query.addEventListener("change", onChange);
  return () => query.removeEventListener("change", onChange);
}
