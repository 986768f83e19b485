import type { ProviderKey } from "@/lib/provider-keys/contract";

type Tone = "ok" | "warn" | "danger" | "neutral";
export type StateWord = "Not set" | "Working" | "Failing" | "Disabled" | "From environment";
/** What the screen says about a provider or a key: a word and the colour that goes with it. */
export type ShownState = { word: StateWord; tone: Tone };

const NOT_SET: ShownState = { word: "Not set", tone: "neutral" };
const FROM_ENVIRONMENT: ShownState = { word: "From environment", tone: "ok" };
const DISABLED: ShownState = { word: "Disabled", tone: "neutral" };
const FAILING: ShownState = { word: "Failing", tone: "danger" };
const WORKING: ShownState = { word: "Working", tone: "ok" };

type Key = Pick<ProviderKey, "isActive" | "lastCheckError">;

/**
 * What a key did when it was last tested, unless it is disabled. With `blocked` no key of its provider can be used now, which
 * no test has to find out first: without the encryption key none can be read.
 */
export function keyState({ isActive, lastCheckError }: Key, blocked: boolean): ShownState {
  if (!isActive) return DISABLED;
  return lastCheckError === null && !blocked ? WORKING : FAILING;
}

/** What reaches a provider now: the account's active keys, else the instance's own key, else nothing. */
export function providerState(keys: readonly Key[], fromEnvironment: boolean, blocked: boolean): ShownState {
  const active = keys.filter(({ isActive }) => isActive);
  if (active.some((key) => keyState(key, blocked) === FAILING)) return FAILING;
  if (active.length > 0) return WORKING;
  if (fromEnvironment) return FROM_ENVIRONMENT;
  return keys.length === 0 ? NOT_SET : DISABLED;
}
