import type { apiKeys } from "@/db/schema/keys";
import { AppError } from "@/lib/core/errors";
import type { KeySettings } from "./contract";
import { descriptionProblem, tagsProblem } from "./details-problem";
import { checkedExpiry } from "./expiry/checked-expiry";

type Columns = Pick<
  typeof apiKeys.$inferInsert,
  "description" | "tags" | "expiresAt" | "scope" | "guard" | "payloads"
>;

/**
 * The settings that are given, as they are stored: outer blanks off, a blank description null. Throws `invalid_field` with a
 * sentence and `param` `description`, `tags` or `expiresAt`.
 */
export function checkedSettings(settings: KeySettings, now: Date): Columns {
  const { description, tags, expiresAt, scope, guard, payloads } = settings;
  return {
    ...(description !== undefined && { description: checkedDescription(description) }),
    ...(tags !== undefined && { tags: checkedTags(tags) }),
    ...(expiresAt !== undefined && { expiresAt: checkedExpiry(expiresAt, now) }),
    ...(scope !== undefined && { scope }),
    ...(guard !== undefined && { guard }),
    ...(payloads !== undefined && { payloads }),
  };
}

function checkedDescription(text: string | null): string | null {
  const description = text?.trim() ?? "";
  const problem = descriptionProblem(description);
  if (problem !== null) throw new AppError("invalid_field", problem, { param: "description" });
  return description === "" ? null : description;
}

function checkedTags(texts: string[]): string[] {
  const tags = texts.map((text) => text.trim());
  const problem = tagsProblem(tags);
  if (problem !== null) throw new AppError("invalid_field", problem, { param: "tags" });
  return tags;
}
