import GitHub from "next-auth/providers/github";
import Google from "next-auth/providers/google";
import { env } from "@/lib/env";

const GITHUB_API = "https://api.github.com";

/** The configured outside providers as Auth.js takes them. Linking by address is safe here: `mayEnter` demands a verified one. */
export function oauthProviders() {
  const { AUTH_GITHUB_ID, AUTH_GITHUB_SECRET, AUTH_GOOGLE_ID, AUTH_GOOGLE_SECRET } = env();
  const github = GitHub({
    clientId: AUTH_GITHUB_ID,
    clientSecret: AUTH_GITHUB_SECRET,
    allowDangerousEmailAccountLinking: true,
    userinfo: {
      url: `${GITHUB_API}/user`,
      request: ({ tokens }: { tokens: { access_token?: string } }) =>
        githubProfile(tokens.access_token ?? ""),
    },
  });
  const google = Google({
    clientId: AUTH_GOOGLE_ID,
    clientSecret: AUTH_GOOGLE_SECRET,
    allowDangerousEmailAccountLinking: true,
  });
  return [
    ...(AUTH_GITHUB_ID === undefined ? [] : [github]),
    ...(AUTH_GOOGLE_ID === undefined ? [] : [google]),
  ];
}

/** GitHub's profile with its primary address, and whether GitHub has verified that (docs.github.com/rest/users/emails). */
async function githubProfile(accessToken: string) {
  const headers = { Authorization: `Bearer ${accessToken}`, "User-Agent": "layer" };
  const [profile, emails] = await Promise.all(
    ["/user", "/user/emails"].map(async (path) => (await fetch(GITHUB_API + path, { headers })).json()),
  );
  const primary = Array.isArray(emails) ? emails.find((entry) => entry?.primary === true) : undefined;
  return { ...profile, email: primary?.email ?? null, email_verified: primary?.verified === true };
}
