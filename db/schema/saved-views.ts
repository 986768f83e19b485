import { boolean, index, pgTable, text, uuid, varchar } from "drizzle-orm/pg-core";
import type { AccountId, SavedViewId, UserId } from "@/lib/core/ids";
import { moment } from "../columns";
import { accounts, users } from "./accounts";

/** A view of usage or of the log under a name: the part of its address behind the question mark. */
export const savedViews = pgTable(
  "saved_views",
  {
    id: uuid("id").$type<SavedViewId>().primaryKey(),
    accountId: uuid("account_id")
      .$type<AccountId>()
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    userId: uuid("user_id")
      .$type<UserId>()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    room: text("room", { enum: ["usage", "logs"] }).notNull(),
    name: varchar("name", { length: 100 }).notNull(),
    query: text("query").notNull(),
    /** Whether the other members of the account see it. */
    isShared: boolean("is_shared").notNull().default(false),
    createdAt: moment("created_at").notNull(),
  },
  // The views of a room, oldest first.
  (t) => [index("saved_views_room").on(t.accountId, t.room, t.id)],
);
