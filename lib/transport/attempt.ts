import type { ActionResult } from "@/lib/transport/define-action";

/** Runs a server action; a lost connection becomes an error to show, like every other refusal. */
export async function attempt<O>(action: () => Promise<ActionResult<O>>): Promise<ActionResult<O>> {
  try {
    return await action();
  } catch {
    const message = "The server did not answer. Check the connection and try again.";
    return { ok: false, error: { code: "unavailable", message } };
  }
}
