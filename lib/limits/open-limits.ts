import { isPeriod } from "./calendar";
import type { Claim, ClaimAnswer, LimitStore, Standing } from "./limit-store";
import type { MemoryStore } from "./memory-store";

/**
 * Counts minutes and what runs in one store and days and months in another, for an instance that is the only one and yet must not
 * forget the latter when it is started anew. The slow one is only asked by calls that have such limits.
 */
export function openLimits({ minutes, periods }: { minutes: MemoryStore; periods: LimitStore }): LimitStore {
  async function claimBoth(claims: readonly Claim[]): Promise<ClaimAnswer> {
    const [fast, slow] = split(claims);
    const first = minutes.claim(fast);
    if (!first.isTaken) return together(claims, first, await standingsOf(slow));
    const giveBack = () =>
      minutes.adjust(fast.map((claim) => ({ ...claim, amount: -claim.amount, takenAtMs: first.takenAtMs })));
    try {
      const second = await periods.claim(slow);
      if (second.isTaken) return together(claims, first, second);
      giveBack();
      return together(claims, minutes.claim(fast.map(unclaimed)), second);
    } catch (error) {
      giveBack();
      throw error;
    }
  }

  /** How the slow counters stand for claims that another one refused. */
  async function standingsOf(claims: readonly Claim[]): Promise<ClaimAnswer> {
    const answer = await periods.claim(claims.map(unclaimed));
    const standings = answer.standings.map((standing, at): Standing => {
      const { amount, limit } = claims[at] as Claim;
      if (standing.used + amount <= limit) return standing;
      return { ...standing, waitMs: amount > limit ? null : standing.resetMs };
    });
    return { ...answer, standings };
  }

  return {
    claim: (claims) =>
      claims.some(({ window }) => isPeriod(window)) ? claimBoth(claims) : minutes.claim(claims),
    adjust(adjustments) {
      const [fast, slow] = split(adjustments);
      minutes.adjust(fast);
      if (slow.length > 0) return periods.adjust(slow);
    },
  };
}

function split<T extends Pick<Claim, "window">>(all: readonly T[]): [fast: T[], slow: T[]] {
  return [all.filter(({ window }) => !isPeriod(window)), all.filter(({ window }) => isPeriod(window))];
}

function unclaimed(claim: Claim): Claim {
  return { ...claim, amount: 0 };
}

/** One answer of two, with the standings in the order of the claims. */
function together(claims: readonly Claim[], first: ClaimAnswer, second: ClaimAnswer): ClaimAnswer {
  const [fast, slow] = [[...first.standings], [...second.standings]];
  const standings = claims.map(({ window }) => (isPeriod(window) ? slow : fast).shift() as Standing);
  const { takenAtMs } = first;
  return { isTaken: first.isTaken && second.isTaken, standings, takenAtMs, isAlone: second.isAlone };
}
