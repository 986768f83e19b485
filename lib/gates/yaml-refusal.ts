import { AppError } from "@/lib/core/errors";

/** A refusal of a file: the message begins with the line (from 1); `path` leads to the field at fault. */
export function yamlRefusal(line: number, message: string, path: readonly PropertyKey[] = []): AppError {
  const param = path.length === 0 ? "yaml" : path.map(String).join(".");
  return new AppError("invalid_field", `Line ${line}: ${message}`, { param, details: { line } });
}
