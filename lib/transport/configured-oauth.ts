import { env } from "@/lib/env";

export type OAuthProviderId = "github" | "google";

/** Which outside providers are configured, with the name on their button and the origin that asks for consent. */
export function configuredOAuth(): Array<{ id: OAuthProviderId; name: string; origin: string }> {
  const { AUTH_GITHUB_ID, AUTH_GOOGLE_ID } = env();
  return [
    ...(AUTH_GITHUB_ID === undefined
      ? []
      : [{ id: "github", name: "GitHub", origin: "https://github.com" } as const]),
    ...(AUTH_GOOGLE_ID === undefined
      ? []
      : [{ id: "google", name: "Google", origin: "https://accounts.google.com" } as const]),
  ];
}
