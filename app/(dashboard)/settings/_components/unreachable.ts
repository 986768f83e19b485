/** What a form shows when its action never answered. */
export const UNREACHABLE = {
  ok: false,
  error: { code: "unavailable", message: "The server did not answer. Nothing was changed; try again." },
} as const;
