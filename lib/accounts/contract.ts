import { z } from "zod";
import type { AccountId, SessionId, UserId } from "@/lib/core/ids";

export const PLANS = ["free", "starter", "growth", "scale", "custom"] as const;
export type Plan = (typeof PLANS)[number];

export type User = {
  id: UserId;
  accountId: AccountId;
  name: string | null;
  email: string;
  role: "owner" | "member";
};

/** A signed-in browser as its owner sees it. */
export type SessionItem = {
  id: SessionId;
  userAgent: string | null;
  network: string | null;
  createdAt: Date;
  lastSeenAt: Date;
  current: boolean;
};

/** Longest password that is taken, in characters; nothing is ever cut off. */
export const PASSWORD_MAX_CHARACTERS = 1_000;
export const PASSWORD_MIN_CHARACTERS = 12;

/** An e-mail address in the one spelling it is stored and compared in. */
export const emailInput = z
  .string({ error: "Enter an e-mail address." })
  .transform((text) => text.trim().normalize("NFKC").toLowerCase())
  .pipe(z.email({ error: "Enter a complete e-mail address, such as ada@example.com." }).max(254));

/** A person's name, optional: empty text counts as none. */
export const nameInput = z
  .string()
  .transform((text) => text.trim())
  .pipe(z.string().max(100, { error: "Use at most 100 characters." }))
  .refine((text) => !/\p{Cc}/u.test(text), { error: "Remove line breaks and control characters." })
  .transform((text) => (text === "" ? null : text));

/** What a person may type as a password to sign in; whether a new one is good enough is `passwordVerdict`'s question. */
export const typedPassword = z
  .string({ error: "Enter your password." })
  .min(1, { error: "Enter your password." })
  .max(4 * PASSWORD_MAX_CHARACTERS, { error: "The password is too long." });

export const signInInput = z.object({ email: z.string().max(1_000), password: typedPassword });
export const renameUserInput = z.object({ name: nameInput });
export const changePasswordInput = z.object({ currentPassword: typedPassword, newPassword: typedPassword });
export const endSessionInput = z.object({ sessionId: z.uuid() });
