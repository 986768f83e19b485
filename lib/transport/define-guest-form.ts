import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { type ActionError, actionError, fieldError } from "@/lib/transport/action-error";
import { log } from "@/lib/transport/log";
import { isOwnOrigin } from "@/lib/transport/own-origin";

/** What a form that needs no signed-in person shows after a failure. Success leads to another page. */
export type GuestFormState = { error: ActionError } | null;

/**
 * Makes the action of a form that anybody may send. It works before the page's scripts have loaded. It refuses posts that do
 * not come from our own pages, checks the fields, and turns errors into data; `run` ends with a redirect.
 */
export function defineGuestForm<S extends z.ZodType>(
  schema: S,
  run: (input: z.output<S>) => Promise<never>,
): (previous: GuestFormState, form: FormData) => Promise<GuestFormState> {
  return async (_previous, form) => {
    try {
      await requireOwnOrigin();
      const parsed = await schema.safeParseAsync(Object.fromEntries(form));
      if (!parsed.success) return { error: fieldError(parsed.error) };
      return await run(parsed.data);
    } catch (error) {
      unstable_rethrow(error);
      return { error: actionError(error, log()) };
    }
  };
}

/** Throws `forbidden` for a post from another site, or from nowhere. */
export async function requireOwnOrigin(): Promise<void> {
  if (isOwnOrigin(await headers())) return;
  throw new AppError("forbidden", "This request did not come from this site. Reload the page and try again.");
}
