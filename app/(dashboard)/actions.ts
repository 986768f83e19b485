"use server";

import { submitSignOut } from "@/lib/transport/guest-forms";

export async function signOutAction(): Promise<void> {
  return submitSignOut();
}
