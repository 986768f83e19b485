import { z } from "zod";
import type { KeyGuard } from "@/lib/core/key-guard";
import { keyGuard } from "../guard-field";

/** What may happen to a key that a scanner reports. */
export const LEAK_POLICIES = ["notify", "disable", "rotate"] as const;
export type LeakPolicy = (typeof LEAK_POLICIES)[number];

export const MOST_QUIET_MINUTES = 7 * 24 * 60;

/** What an account wants done about its keys without being asked. */
export type KeyPolicy = {
  onLeak: LeakPolicy;
  /** An old secret that was silent for this long may be stopped safely. */
  quietMinutes: number;
  /** How keys without a guard of their own are watched; null is the default guard. */
  guard: KeyGuard | null;
};

/** What holds for an account that never said otherwise. */
export const DEFAULT_KEY_POLICY: KeyPolicy = { onLeak: "notify", quietMinutes: 30, guard: null };

export const updateKeyPolicyInput = z
  .strictObject({
    onLeak: z
      .enum(LEAK_POLICIES, { error: "onLeak: use notify, disable or rotate." })
      .optional()
      .meta({
        description:
          "What happens to a key that a scanner reports: `notify` tells the account, `disable` also stops the key, `rotate` " +
          "stops it and asks for a rotation, since nobody could be shown the new secret.",
      }),
    quietMinutes: z
      .int({ error: `quietMinutes: use a whole number from 1 to ${MOST_QUIET_MINUTES}.` })
      .min(1, { error: `quietMinutes: use a whole number from 1 to ${MOST_QUIET_MINUTES}.` })
      .max(MOST_QUIET_MINUTES, { error: `quietMinutes: use a whole number from 1 to ${MOST_QUIET_MINUTES}.` })
      .optional()
      .meta({ description: "An old secret that was silent for so many minutes looks safe to stop." }),
    guard: keyGuard
      .nullable()
      .optional()
      .meta({ description: "How keys without a guard of their own are watched; null is the default." }),
  })
  .superRefine((changes, issues) => {
    if (Object.keys(changes).length > 0) return;
    const message = "Send onLeak, quietMinutes or guard.";
    issues.addIssue({ code: "custom", path: ["onLeak"], message });
  });
export type UpdateKeyPolicyInput = z.output<typeof updateKeyPolicyInput>;
