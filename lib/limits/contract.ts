import { z } from "zod";
import {
  type LimitOverrides,
  MOST_LIMIT,
  MOST_LOG_DAYS,
  type PlanLimits,
  RATE_LIMITS,
  type RateLimit,
  type RateLimits,
} from "@/lib/core/rate-limits";

const MOST = MOST_LIMIT.toLocaleString("en-US");

function number(name: string) {
  const error = `${name}: use a whole number from 0 to ${MOST}.`;
  return z.int({ error }).min(0, { error }).max(MOST_LIMIT, { error });
}

/** 0 cannot mean that no log is kept: its rows are there when a call is answered. */
function logDays() {
  const most = MOST_LOG_DAYS.toLocaleString("en-US");
  const error = `logDays: use a whole number of at least 1 day and at most ${most}.`;
  return z.int({ error }).min(1, { error }).max(MOST_LOG_DAYS, { error });
}

const NO_OBJECT = 'limits: send an object such as {"requestsPerMinute": 60}, or null for none.';

const named = <T extends z.ZodType>(schema: (name: string) => T) =>
  Object.fromEntries(RATE_LIMITS.map((limit) => [limit, schema(limit)])) as Record<RateLimit, T>;

/** Rate limits of a key or a gate. 0 allows none at all; what is absent limits nothing. */
export const rateLimits = z
  .strictObject(
    named((name) => number(name).optional()),
    { error: ({ code }) => (code === "invalid_type" ? NO_OBJECT : undefined) },
  )
  .meta({ id: "RateLimits" }) satisfies z.ZodType<RateLimits>;

/** All that a plan allows; null is no limit. */
export const planLimits = z
  .strictObject({
    ...named((name) => number(name).nullable()),
    keys: number("keys").nullable(),
    logDays: logDays().nullable(),
  })
  .meta({ id: "PlanLimits" }) satisfies z.ZodType<PlanLimits>;

/** What an account has in place of its plan's limits: null lifts one, what is absent is the plan's. */
export const limitOverrides = planLimits.partial() satisfies z.ZodType<LimitOverrides>;
