import type { apiKeys } from "@/db/schema/keys";

/** What the trail keeps of a key: everything a person can change. */
export function keyFields(row: typeof apiKeys.$inferSelect) {
  const {
    name,
    description,
    tags,
    expiresAt,
    scope,
    guard,
    payloads,
    limits,
    disabledAt,
    disabledBy,
    deletedAt,
    exposedAt,
    exposedWhere,
  } = row;
  return {
    name,
    description,
    tags,
    expiresAt,
    scope,
    guard,
    payloads,
    limits,
    disabledAt,
    disabledBy,
    deletedAt,
    exposedAt,
    exposedWhere,
  };
}
