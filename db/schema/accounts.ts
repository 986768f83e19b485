import { sql } from "drizzle-orm";
import {
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { AccountId, SessionId, UserId } from "@/lib/core/ids";
import type { AccountPayloadPolicy } from "@/lib/core/payload-policy";
import type { LimitOverrides } from "@/lib/core/rate-limits";
import { moment } from "../columns";
import { plans } from "./plans";

/** Owns everything; people are its members. */
export const accounts = pgTable("accounts", {
  id: uuid("id").$type<AccountId>().primaryKey(),
  name: text("name").notNull(),
  plan: text("plan", { enum: ["free", "starter", "growth", "scale", "custom"] })
    .notNull()
    .default("free")
    .references(() => plans.id),
  /** What it has in place of its plan's limits; null is nothing. */
  limits: jsonb("limits").$type<LimitOverrides>(),
  /** Raised with every change of its provider keys and prices, so that whoever remembers them knows when to read again. */
  configVersion: integer("config_version").notNull().default(0),
  /** What is kept of what is asked and answered; null is nothing. */
  payloads: jsonb("payloads").$type<AccountPayloadPolicy>(),
  createdAt: moment("created_at").notNull().defaultNow(),
});

/** A person who signs in. The e-mail address is stored in lower case and belongs to one person. */
export const users = pgTable(
  "users",
  {
    id: uuid("id").$type<UserId>().primaryKey(),
    accountId: uuid("account_id")
      .$type<AccountId>()
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    role: text("role", { enum: ["owner", "member"] })
      .notNull()
      .default("owner"),
    name: text("name"),
    email: text("email").notNull(),
    emailVerified: moment("email_verified"),
    image: text("image"),
    /** argon2id in its self-describing form; null for people who only sign in through a provider. */
    passwordHash: text("password_hash"),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (t) => [
    // Sign-in: find a person by address.
    uniqueIndex("users_email_unique").on(t.email),
    // Members of an account.
    index("users_account").on(t.accountId),
    check("users_email_lower", sql`${t.email} = lower(${t.email})`),
  ],
);

/** A link between a person and an outside identity (GitHub, Google). Columns as the Auth.js adapter names them. */
export const oauthAccounts = pgTable(
  "oauth_accounts",
  {
    userId: uuid("user_id")
      .$type<UserId>()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    type: text("type").notNull(),
    provider: text("provider").notNull(),
    providerAccountId: text("provider_account_id").notNull(),
    refresh_token: text("refresh_token"),
    access_token: text("access_token"),
    expires_at: integer("expires_at"),
    token_type: text("token_type"),
    scope: text("scope"),
    id_token: text("id_token"),
    session_state: text("session_state"),
  },
  (t) => [primaryKey({ columns: [t.provider, t.providerAccountId] })],
);

/** A signed-in browser. The table holds the SHA-256 (hex) of the token, never the token. */
export const sessions = pgTable(
  "sessions",
  {
    id: uuid("id").$type<SessionId>().notNull().unique(),
    sessionToken: text("session_token").primaryKey(),
    userId: uuid("user_id")
      .$type<UserId>()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    expires: moment("expires").notNull(),
    createdAt: moment("created_at").notNull().defaultNow(),
    lastSeenAt: moment("last_seen_at").notNull().defaultNow(),
    userAgent: text("user_agent"),
    network: text("network"),
  },
  // The sessions page and "sign out everywhere".
  (t) => [index("sessions_user").on(t.userId)],
);

/** One-time tokens that Auth.js sends by mail. */
export const verificationTokens = pgTable(
  "verification_tokens",
  {
    identifier: text("identifier").notNull(),
    token: text("token").notNull(),
    expires: moment("expires").notNull(),
  },
  (t) => [primaryKey({ columns: [t.identifier, t.token] })],
);

/** Guards the creation of the owner account: the server prints a token at start and stores its SHA-256 (hex). */
export const setupTokens = pgTable("setup_tokens", {
  tokenHash: text("token_hash").primaryKey(),
  createdAt: moment("created_at").notNull().defaultNow(),
});

/** Failed sign-ins per subject (an account's address or a network, hashed) within the current window. */
export const signInAttempts = pgTable("sign_in_attempts", {
  subject: text("subject").primaryKey(),
  failures: integer("failures").notNull(),
  windowStartedAt: moment("window_started_at").notNull(),
  blockedUntil: moment("blocked_until"),
});
