import { AppError } from "@/lib/core/errors";
import { nameProblem } from "./name-problem";

/** The name as it is stored: outer blanks off, else to the byte. Throws `invalid_field` (param `name`) with a sentence. */
export function checkedName(text: string): string {
  const name = text.trim();
  const problem = nameProblem(name);
  if (problem !== null) throw new AppError("invalid_field", problem, { param: "name" });
  return name;
}
