import {
  type LimitOverrides,
  type LimitScope,
  type PlanLimits,
  RATE_LIMITS,
  type RateLimit,
  type RateLimits,
} from "@/lib/core/rate-limits";

/** A limit that a request is held to. */
export type LimitInForce = {
  limit: RateLimit;
  scope: LimitScope;
  /** Id and name of the account, key or gate. */
  id: string;
  name: string;
  value: number;
};

/** Whose limits apply to a request. The account's are its plan's but for what was set for it alone. */
export type LimitHolders = {
  account: { id: string; name: string; plan: PlanLimits; overrides: LimitOverrides | null };
  key: { id: string; name: string; limits: RateLimits | null };
  /** Null for a request through no gate, or through one that is not saved. */
  gate: { id: string; name: string; limits: RateLimits | null } | null;
};

/** What the plan allows an account with what was set for it alone in its place. */
export function limitsOfAccount(plan: PlanLimits, overrides: LimitOverrides | null): PlanLimits {
  return { ...plan, ...overrides };
}

/** Every limit that a request is held to: it must fit into all of them, so the tightest counts. */
export function limitsInForce({ account, key, gate }: LimitHolders): LimitInForce[] {
  const ofAccount = limitsOfAccount(account.plan, account.overrides);
  const holders = [
    { scope: "account" as const, id: account.id, name: account.name, limits: ofAccount },
    { scope: "key" as const, ...key },
    ...(gate === null ? [] : [{ scope: "gate" as const, ...gate }]),
  ];
  return holders.flatMap(({ scope, id, name, limits }) =>
    RATE_LIMITS.flatMap((limit) => {
      const value = limits?.[limit] ?? null;
      return value === null ? [] : [{ limit, scope, id, name, value }];
    }),
  );
}
