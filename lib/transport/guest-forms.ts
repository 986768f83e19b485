import { redirect } from "next/navigation";
import { z } from "zod";
import { signInInput, typedPassword } from "@/lib/accounts/contract";
import { createOwner } from "@/lib/accounts/create-owner";
import { openSession } from "@/lib/accounts/open-session";
import { signIn } from "@/lib/accounts/sign-in";
import { signInWithProvider } from "@/lib/transport/auth";
import { configuredOAuth } from "@/lib/transport/configured-oauth";
import { defineGuestForm, requireOwnOrigin } from "@/lib/transport/define-guest-form";
import { safeReturnPath } from "@/lib/transport/safe-return-path";
import { enter, guestDeps, leave } from "@/lib/transport/session-door";

/** E-mail address and password, then on to the page that was asked for. */
export const submitSignIn = defineGuestForm(
  signInInput.extend({ next: z.string().optional() }),
  async ({ email, password, next }) => {
    const { client, ...deps } = await guestDeps();
    await enter(await signIn(deps, { email, password, ...client }));
    return redirect(safeReturnPath(next));
  },
);

/** The first run: creates the owner and signs in at once. */
export const submitSetup = defineGuestForm(
  z.object({
    token: z.string().max(1_000),
    name: z.string().max(1_000),
    email: z.string().max(1_000),
    password: typedPassword,
  }),
  async (input) => {
    const { client, ...deps } = await guestDeps();
    const { userId } = await createOwner(deps, input);
    await enter(await openSession(deps, { userId, ...client }));
    return redirect(safeReturnPath(null));
  },
);

/** Sends the browser to an outside provider. An unknown or unconfigured one leads back to the sign-in page. */
export async function submitProvider(form: FormData): Promise<void> {
  await requireOwnOrigin();
  const provider = configuredOAuth().find(({ id }) => id === form.get("provider"));
  if (provider === undefined) redirect("/sign-in");
  await signInWithProvider(provider.id, { redirectTo: safeReturnPath(String(form.get("next") ?? "")) });
}

/** Ends this browser's session. */
export async function submitSignOut(): Promise<void> {
  await requireOwnOrigin();
  await leave();
  redirect("/sign-in");
}
