import { type LogPlace, type LogView, logHref } from "../log-address";
import type { KeptParts } from "./address-form";

/** The parts of an address that fields of these names leave as they are; the first page again, with no panel open. */
export function keptParts(place: LogPlace, view: LogView, names: readonly string[]): KeptParts {
  const href = logHref(place, view, { before: null, after: null, request: null });
  const query = new URLSearchParams(href.slice(place.path.length));
  return [...query].filter(([name]) => !names.includes(name));
}
