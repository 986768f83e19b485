// npm run seed: fills a demo account with a 90-day story, beside a running server or alone.
import { randomBytes } from "node:crypto";
import { withGround } from "@/boot/with-ground";
import { ledger } from "@/db/client";
import { DEMO_EMAIL, seed } from "@/db/seed";
import { hashPassword } from "@/lib/accounts/password-hash";
import { appUrl } from "@/lib/env";
import { recordRequests } from "@/lib/logs/record-requests";
import { findPrice } from "@/lib/prices/price-book";
import { NO_USAGE, priceUsage } from "@/lib/prices/price-usage";

await withGround(async () => {
  const { sql, db } = ledger();
  const password = randomBytes(15).toString("base64url");
  const seeded = await seed({ sql, db }, new Date(), {
    passwordHash: await hashPassword(password),
    record: (rows) => recordRequests(sql, rows),
    priceOf(provider, model, usage) {
      const price = findPrice(provider, model);
      return { cost: priceUsage({ ...NO_USAGE, ...usage }, price), version: price?.version ?? null };
    },
  });
  if (seeded === null) {
    console.log(`The demo account ${DEMO_EMAIL} is there already. Its password was shown when it was made.`);
    return;
  }
  console.log(`Wrote ${seeded.requests} requests of 90 days.`);
  console.log(`Sign in at ${appUrl()}/sign-in as ${DEMO_EMAIL} with the password ${password}`);
});
