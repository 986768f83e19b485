"use server";

import type { GuestFormState } from "@/lib/transport/define-guest-form";
import { submitProvider, submitSetup, submitSignIn } from "@/lib/transport/guest-forms";

export async function signInAction(previous: GuestFormState, form: FormData): Promise<GuestFormState> {
  return submitSignIn(previous, form);
}

export async function setupAction(previous: GuestFormState, form: FormData): Promise<GuestFormState> {
  return submitSetup(previous, form);
}

export async function providerAction(form: FormData): Promise<void> {
  return submitProvider(form);
}
