import { formatDate, formatRelative } from "@/lib/core/format";
import { DAY_MS } from "@/lib/core/time";
import type { ApiKey } from "@/lib/keys/contract";

const IDLE_AFTER_DAYS = 90;

/** Takes the focus when the row that opened a dialog is gone. */
export const KEYS_CAPTION_ID = "keys-table";

/** What a dialog about a key has to know of it. */
export type NamedKey = { id: string; name: string };

/** The same with what decides what can be done with it. */
export type OfferedKey = NamedKey & Pick<ApiKey, "countsTests" | "description" | "tags" | "expiresAt">;

/** That much of a key, and nothing else, for what runs in the browser. */
export function offeredKey({ id, name, countsTests, description, tags, expiresAt }: OfferedKey): OfferedKey {
  return { id, name, countsTests, description, tags, expiresAt };
}

/** What the screen says about a key: a word, the colour and sign that go with it, and a sentence. */
export type KeyState = {
  word:
    | "Deleted"
    | "Exposed"
    | "Disabled"
    | "Expired"
    | "Limit reached"
    | "Expires soon"
    | "Rotating"
    | "Idle"
    | "Never used"
    | "Active"
    | "Tests";
  tone: "ok" | "warn" | "danger" | "neutral";
  sentence: string;
};

const TESTS: KeyState = {
  word: "Tests",
  tone: "neutral",
  sentence: "Counts what tests of gates in this dashboard use and cost. No program can call with it.",
};

/**
 * The first that applies, most urgent first. `zone` is the viewer's, for dates that are far away; `limitReached` says that a spending
 * limit of the key is used up.
 */
export function keyState(key: ApiKey, now: Date, zone: string, limitReached: string | null = null): KeyState {
  if (key.deletedAt !== null) return stopped("Deleted", "danger", key.deletedAt, now, zone);
  if (key.countsTests) return TESTS;
  if (key.exposedAt !== null) return exposed(key, key.exposedAt, now, zone);
  if (key.disabledAt !== null) return disabled(key.disabledBy, key.disabledAt, now, zone);
  if (key.expiresAt !== null && key.expiresAt <= now) {
    return stopped("Expired", "danger", key.expiresAt, now, zone);
  }
  if (limitReached !== null) return { word: "Limit reached", tone: "danger", sentence: limitReached };
  if (key.expiresAt !== null && key.expiresAt.getTime() - now.getTime() <= DAY_MS) {
    const when = formatRelative(key.expiresAt, now, zone);
    return { word: "Expires soon", tone: "warn", sentence: `Expires ${when}; calls are refused after that.` };
  }
  if (key.rotatingUntil !== null && key.rotatingUntil > now) {
    const when = formatRelative(key.rotatingUntil, now, zone);
    const sentence = `Two secrets work; the old one stops ${when === "just now" ? "in a moment" : when}.`;
    return { word: "Rotating", tone: "warn", sentence };
  }
  if (key.lastUsedAt === null) {
    return { word: "Never used", tone: "neutral", sentence: "Works, but no request has arrived yet." };
  }
  return used(key.lastUsedAt, now, zone);
}

function exposed({ disabledAt }: ApiKey, since: Date, now: Date, zone: string): KeyState {
  const works =
    disabledAt === null
      ? "it still works, so stop it or replace it"
      : "it is disabled, so every call is refused";
  const sentence = `Reported as exposed ${formatRelative(since, now, zone)}; ${works}.`;
  return { word: "Exposed", tone: "danger", sentence };
}

function used(lastUsedAt: Date, now: Date, zone: string): KeyState {
  if (now.getTime() - lastUsedAt.getTime() > IDLE_AFTER_DAYS * DAY_MS) {
    const sentence = `Not used since ${formatDate(lastUsedAt, zone)}. Delete it if nobody needs it.`;
    return { word: "Idle", tone: "warn", sentence };
  }
  return {
    word: "Active",
    tone: "ok",
    sentence: `Works; last used ${formatRelative(lastUsedAt, now, zone)}.`,
  };
}

const DISABLED_BY = {
  guard: "Disabled by its guard",
  "leak report": "Disabled because it was reported as leaked,",
};

function disabled(by: ApiKey["disabledBy"], since: Date, now: Date, zone: string): KeyState {
  const state = stopped("Disabled", "neutral", since, now, zone);
  return by === null ? state : { ...state, sentence: state.sentence.replace("Disabled", DISABLED_BY[by]) };
}

function stopped(
  word: "Deleted" | "Disabled" | "Expired",
  tone: KeyState["tone"],
  since: Date,
  now: Date,
  zone: string,
): KeyState {
  const when = formatRelative(since, now, zone);
  return { word, tone, sentence: `${word} ${when}; every call with it is refused.` };
}

/** What people compare by eye: `layer_9e14…c3f7`. */
export function maskedKey({ prefix, lastFour }: Pick<ApiKey, "prefix" | "lastFour">): string {
  return `${prefix.slice(0, "layer_".length + 4)}…${lastFour}`;
}

/** A pasted secret must not reach an address or a history: it is searched by what the list shows of it. */
export function withoutSecrets(text: string): string {
  return text.replace(/layer_([0-9a-f]{4})[0-9a-f]{8,}([0-9a-f]{4})/gi, "layer_$1…$2");
}
