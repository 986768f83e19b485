import type { apiKeys } from "@/db/schema/keys";
import { AppError } from "@/lib/core/errors";
import { storedLimits } from "@/lib/limits/stored-limits";
import type { KeySettings } from "./contract";
import { descriptionProblem, tagsProblem } from "./details-problem";
import { checkedExpiry } from "./expiry/checked-expiry";

type Columns = Pick<
  typeof apiKeys.$inferInsert,
  "description" | "tags" | "expiresAt" | "scope" | "guard" | "payloads" | "limits"
>;

/**
 * The settings that are given, as they are stored: outer blanks off, a blank description and limits of nothing null. Throws `invalid_field` with a
 * sentence and `param` `description`, `tags` or `expiresAt`.
 */
export function checkedSettings(settings: KeySettings, now: Date): Columns {
  const { description, tags, expiresAt, scope, guard, payloads, limits } = settings;
  return {
    ...(description !== undefined && { description: checkedDescription(description) }),
    ...(tags !== undefined && { tags: checkedTags(tags) }),
    ...(expiresAt !== undefined && { expiresAt: checkedExpiry(expiresAt, now) }),
    ...(scope !== undefined && { scope }),
    ...(guard !== undefined && { guard }),
    ...(payloads !== undefined && { payloads }),
    ...(limits !== undefined && { limits: storedLimits(limits) }),
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
