import { createHash } from "node:crypto";
import type { Family } from "./target";

// What the two providers that look at the form of an id accept (docs.mistral.ai, docs.anthropic.com).
const FORMS: Partial<Record<Family, RegExp>> = {
  mistral: /^[a-zA-Z0-9]{9}$/,
  anthropic: /^[a-zA-Z0-9_-]+$/,
};

/**
 * The id of a tool call as a provider accepts it. A conversation may hold ids that another provider made: those become a
 * digest of the same, so that a call and its result still belong together.
 */
export function toolCallIdFor(family: Family, id: string): string {
  const form = FORMS[family];
  if (form === undefined || form.test(id)) return id;
  return createHash("sha256").update(id).digest("hex").slice(0, 9);
}
