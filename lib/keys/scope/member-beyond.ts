import { containsNetwork, parseNetwork } from "@/lib/core/cidr";
import {
  ACCESS_LEVELS,
  accessLevel,
  type HoursWindow,
  type KeyAccess,
  type KeyScope,
  RESOURCES,
} from "@/lib/core/key-scope";
import { isSameModel } from "./may-use-model";
import { DAY_MINUTES, minuteOf, wraps } from "./scope-hours";

const WEEK_MINUTES = 7 * DAY_MINUTES;

/**
 * The first member in which a scope allows more than another one, or null when it lies within it. Each member is judged for
 * itself, so hours in another zone count as more.
 */
export function memberBeyond(child: KeyScope | null, parent: KeyScope | null): keyof KeyScope | null {
  if (parent === null) return null;
  const { access, gates, models, providers, endpoints, networks, hours, maxCallNanoUsd, maxOutputTokens } =
    child ?? {};
  const isWithin: Record<keyof KeyScope, boolean> = {
    access: accessWithin(access, parent.access),
    gates: listWithin(gates, parent.gates),
    models: listWithin(models, parent.models, isSameModel),
    providers: listWithin(providers, parent.providers),
    endpoints: listWithin(endpoints, parent.endpoints),
    networks: listWithin(networks, parent.networks, networkWithin),
    hours: hoursWithin(hours, parent.hours),
    maxCallNanoUsd: amountWithin(maxCallNanoUsd, parent.maxCallNanoUsd),
    maxOutputTokens: amountWithin(maxOutputTokens, parent.maxOutputTokens),
  };
  const beyond = Object.entries(isWithin).find(([, within]) => !within);
  return (beyond?.[0] as keyof KeyScope | undefined) ?? null;
}

function accessWithin(child: KeyAccess | undefined, parent: KeyAccess | undefined): boolean {
  return RESOURCES.every(
    (resource) =>
      ACCESS_LEVELS.indexOf(accessLevel(child, resource)) <=
      ACCESS_LEVELS.indexOf(accessLevel(parent, resource)),
  );
}

/** `covers` says that what the parent names allows what the child names. */
function listWithin(
  child: readonly string[] | undefined,
  parent: readonly string[] | undefined,
  covers: (outer: string, inner: string) => boolean = (outer, inner) => outer === inner,
): boolean {
  if (parent === undefined) return true;
  return child?.every((inner) => parent.some((outer) => covers(outer, inner))) ?? false;
}

function networkWithin(outer: string, inner: string): boolean {
  const [wide, narrow] = [parseNetwork(outer), parseNetwork(inner)];
  return wide !== null && narrow !== null && containsNetwork(wide, narrow);
}

function amountWithin(child: string | number | undefined, parent: string | number | undefined): boolean {
  return parent === undefined || (child !== undefined && BigInt(child) <= BigInt(parent));
}

function hoursWithin(child: KeyScope["hours"], parent: KeyScope["hours"]): boolean {
  if (parent === undefined) return true;
  if (child === undefined || child.zone !== parent.zone) return false;
  const allowed = minutesOf(parent.windows);
  return minutesOf(child.windows).every((isOpen, minute) => !isOpen || allowed[minute] === true);
}

/** Of each minute of a week, whether it lies in one of the windows. */
function minutesOf(windows: readonly HoursWindow[]): boolean[] {
  const open = new Array<boolean>(WEEK_MINUTES).fill(false);
  for (const window of windows) {
    const from = minuteOf(window.from);
    const to = minuteOf(window.to) + (wraps(window) ? DAY_MINUTES : 0);
    for (const day of window.days) {
      for (let minute = from; minute < to; minute += 1) {
        open[((day - 1) * DAY_MINUTES + minute) % WEEK_MINUTES] = true;
      }
    }
  }
  return open;
}
