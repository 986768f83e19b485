import { isUniqueViolation } from "@/lib/accounts/unique-violation";
import { AppError } from "@/lib/core/errors";

/** Runs a write that names a gate. Throws `conflict` (param `name`) when another gate has that name or one that looks the same. */
export async function refusingTakenNames<T>(name: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const isTaken =
      isUniqueViolation(error, "gates_account_name_unique") ||
      isUniqueViolation(error, "gates_account_name_form_unique");
    if (!isTaken) throw error;
    const message = `There is already a gate called ${JSON.stringify(name)}. Choose another name.`;
    throw new AppError("conflict", message, { param: "name", cause: error });
  }
}
