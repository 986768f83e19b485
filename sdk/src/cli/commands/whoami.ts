import type { Command } from "../command";
import { sheet } from "../table";

export const whoami: Command = {
  name: "whoami",
  summary: "Show which key this is and what it may do",
  async run({ out, layer, credentials, signal }) {
    const { source, baseUrl } = credentials();
    const key = await layer().whoami({ signal });
    out.result({ ...key, baseUrl, source }, () =>
      sheet({
        key: key.name,
        id: key.id,
        shown: `${key.prefix}…${key.lastFour}`,
        status: key.status,
        permissions: key.permissions,
        plan: key.plan,
        expires: key.expiresAt ?? "never",
        account: key.accountId,
        address: baseUrl,
        from: source,
      }),
    );
  },
};
