import type { AccountId, GateId, KeyId, SecretId } from "@/lib/core/ids";
import { seededRandom } from "@/lib/core/seeded-random";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/core/time";
import type { requests } from "./schema/requests";
import { describeCall, MISUSE_HOURS, type PriceOf, type StoryKey, type StoryKeyName } from "./seed-calls";

// The demo account's 90 days, as a program tells them: the same every time but for the dates.

type StoryRequest = Required<typeof requests.$inferInsert>;

export const STORY_DAYS = 90;
export const STORY_KEYS: StoryKey[] = [
  { name: "Production", madeDaysAgo: 90 },
  { name: "Development", madeDaysAgo: 89 },
  { name: "CI/CD", madeDaysAgo: 61 },
  // Its secret was published with the site's source; somebody found it, and it was deleted within hours.
  { name: "Marketing site", madeDaysAgo: 75, deletedDaysAgo: 21 },
  { name: "Mobile app (planned)", madeDaysAgo: 12 },
];

/** Calls on an ordinary working day when the story begins. They grow to four times as many. */
const CALLS_PER_DAY: Record<StoryKeyName, number> = {
  Production: 32,
  Development: 9,
  "CI/CD": 8,
  "Marketing site": 5,
  "Mobile app (planned)": 0,
};

export type Caller = { keyId: KeyId; secretId: SecretId; gateId: GateId };
type Account = { accountId: AccountId };

/** Every call of the story that began before `now`, oldest first. Prices come from the product's own price book. */
export function tellStory(
  now: Date,
  account: Account,
  callers: Map<StoryKeyName, Caller>,
  priceOf: PriceOf,
): StoryRequest[] {
  const random = seededRandom(20_261_122);
  const told: StoryRequest[] = [];
  for (const key of STORY_KEYS) {
    const caller = callers.get(key.name);
    if (caller === undefined) continue;
    for (const startedAt of momentsOf(key, now, random)) {
      told.push({ ...account, ...caller, ...describeCall(key, startedAt, now, random, priceOf) });
    }
  }
  return told.sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime());
}

function momentsOf(key: StoryKey, now: Date, random: () => number): Date[] {
  const moments: Date[] = [];
  const endsAt = now.getTime() - (key.deletedDaysAgo ?? 0) * DAY_MS;
  for (let daysAgo = key.madeDaysAgo; daysAgo >= 0; daysAgo -= 1) {
    const midnight = Math.floor((now.getTime() - daysAgo * DAY_MS) / DAY_MS) * DAY_MS;
    const day = new Date(midnight).getUTCDay();
    const rhythm = day === 0 || day === 6 ? 0.28 : 1;
    const growth = 1 + 3 * (1 - daysAgo / STORY_DAYS);
    const calls = Math.round(CALLS_PER_DAY[key.name] * rhythm * growth * (0.8 + 0.4 * random()));
    for (let call = 0; call < calls; call += 1)
      moments.push(new Date(midnight + timeOfDay(key.name, random)));
  }
  if (key.name === "Marketing site") {
    for (let call = 0; call < 420; call += 1)
      moments.push(new Date(endsAt - random() * MISUSE_HOURS * HOUR_MS));
  }
  const madeAt = now.getTime() - key.madeDaysAgo * DAY_MS;
  return moments.filter((moment) => moment.getTime() > madeAt && moment.getTime() < endsAt - MINUTE_MS);
}

/** Production is busiest in the afternoon and never sleeps; people work by day; pipelines run around the clock. */
function timeOfDay(name: StoryKeyName, random: () => number): number {
  const bell = (random() + random() + random()) / 3;
  if (name === "Development") return (7 + bell * 13) * HOUR_MS;
  if (name === "CI/CD" || random() < 0.2) return random() * DAY_MS;
  return (5 + bell * 18) * HOUR_MS;
}
