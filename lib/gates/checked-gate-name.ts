import { AppError } from "@/lib/core/errors";
import { gateNameProblem } from "./gate-name-problem";

/** The name as it is stored: outer blanks off, else to the byte. Throws `invalid_field` (param `name`) with a sentence. */
export function checkedGateName(text: string): string {
  const name = text.trim();
  const problem = gateNameProblem(name);
  if (problem !== null) throw new AppError("invalid_field", problem, { param: "name" });
  return name;
}
