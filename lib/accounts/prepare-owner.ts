import { z } from "zod";
import { emailInput, nameInput } from "@/lib/accounts/contract";
import { hashPassword } from "@/lib/accounts/password-hash";
import { passwordVerdict } from "@/lib/accounts/password-verdict";
import { AppError } from "@/lib/core/errors";
import { defaultModel } from "@/lib/providers/directory";
import { platformDirectory } from "@/lib/providers/platform";

const ownerInput = z.object({ email: emailInput, name: nameInput.nullish() });

/** Checks what a new owner typed, hashes the password and chooses the first gate's model: all that takes long and needs no
 * transaction. Throws `invalid_field` naming the field at fault. */
export async function prepareOwner(input: {
  email: string;
  password: string;
  name?: string | null;
}): Promise<{ email: string; name: string | null; passwordHash: string; model: string }> {
  const parsed = ownerInput.safeParse(input);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new AppError("invalid_field", issue?.message ?? "The input is not valid.", {
      param: String(issue?.path[0] ?? "email"),
    });
  }
  const { email, name } = parsed.data;
  const verdict = await passwordVerdict(input.password, email);
  if (!verdict.ok) throw new AppError("invalid_field", verdict.reason, { param: "password" });
  return {
    email,
    name: name ?? null,
    passwordHash: await hashPassword(input.password),
    model: await defaultModel(platformDirectory()),
  };
}
