/**
 * True when Postgres refused a row because of the named unique index (SQLSTATE 23505). Drizzle wraps the driver's error, so
 * causes are followed.
 */
export function isUniqueViolation(error: unknown, constraint: string): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const { code, constraint_name } = at as Error & { code?: unknown; constraint_name?: unknown };
    if (code === "23505" && constraint_name === constraint) return true;
  }
  return false;
}
