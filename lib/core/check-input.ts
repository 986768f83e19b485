import type { z } from "zod";
import { AppError } from "./errors";

type Place = "body" | "query" | "header";
const MAX_ISSUES = 20;

/**
 * The value as the schema gives it. Throws `unknown_field` for a field the schema does not have and `invalid_field` for any
 * other fault; `param` names the field in dots. What a client sent is repeated only as the name of a field.
 */
export function checkInput<S extends z.ZodType>(schema: S, value: unknown, place: Place): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.slice(0, MAX_ISSUES).flatMap((issue) => faultsOf(issue, place));
  const first = faults[0] ?? {
    code: "invalid_field" as const,
    param: "",
    message: "The input is not valid.",
  };
  throw new AppError(first.code, first.message, {
    ...(first.param === "" ? {} : { param: first.param }),
    ...(faults.length < 2
      ? {}
      : { details: { faults: faults.map(({ param, message }) => ({ param, message })) } }),
  });
}

type Fault = { code: "unknown_field" | "invalid_field"; param: string; message: string };

function faultsOf(issue: z.core.$ZodIssue, place: Place): Fault[] {
  const path = issue.path.map(String);
  if (issue.code === "unrecognized_keys") {
    return issue.keys.slice(0, MAX_ISSUES).map((key) => {
      const param = [...path, printable(key)].join(".");
      return { code: "unknown_field", param, message: `There is no ${noun(place)} "${param}" here.` };
    });
  }
  const param = path.join(".");
  const message = param === "" ? "The body must be a JSON object." : sentence(issue, param);
  return [{ code: "invalid_field", param, message }];
}

function noun(place: Place): string {
  return place === "query" ? "query parameter" : place === "header" ? "header" : "field";
}

/** Our own schemas speak in sentences; what Zod says by itself gets the field's name in front. */
function sentence(issue: z.core.$ZodIssue, param: string): string {
  return issue.message.endsWith(".") ? issue.message : `${param}: ${issue.message}.`;
}

/** A field name from outside, short and without control characters. */
function printable(name: string): string {
  return name.replace(/[^\x20-\x7e]/g, "?").slice(0, 60);
}
