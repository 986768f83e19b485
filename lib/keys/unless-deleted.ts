import { AppError } from "@/lib/core/errors";

/** What `act` returns; false when the key it is about was deleted meanwhile. */
export async function unlessDeleted(act: () => Promise<boolean>): Promise<boolean> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return false;
    throw error;
  }
}
