import { z } from "zod";
import { GUARD_ACTIONS, type GUARD_SIGNALS } from "@/lib/core/key-guard";

const action = z.enum(GUARD_ACTIONS, {
  error: "guard: use off, tell or pause for each of spend, model, network and errors.",
});

/** How a key is watched, with a word for each signal. */
export const keyGuard = z
  .strictObject(
    { spend: action, model: action, network: action, errors: action } satisfies Record<
      (typeof GUARD_SIGNALS)[number],
      typeof action
    >,
    {
      error:
        "guard: send off, tell or pause for each of spend, model, network and errors, or null for the default.",
    },
  )
  .meta({ id: "KeyGuard" });
