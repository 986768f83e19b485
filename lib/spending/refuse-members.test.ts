import { afterAll, expect, test } from "vitest";
import { makeOwner, makeUser } from "@/db/factories";
import { makeSpendingLimit } from "@/db/factories-spending";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { changeSpendingLimit } from "./change-spending-limit";
import { newSpendingLimit } from "./contract";
import { createSpendingLimit } from "./create-spending-limit";
import { deleteSpendingLimit } from "./delete-spending-limit";
import { getSpendingLimit } from "./queries";
import { raiseSpendingLimit } from "./raise-spending-limit";
import { resetSpendingLimit } from "./reset-spending-limit";

const { db, end } = await testDatabase();
afterAll(end);

test("a member looks at limits and changes none; an owner may", async () => {
  const { accountId, userId } = await makeOwner(db);
  const member = await makeUser(db, { accountId, role: "member" });
  const { limitId } = await makeSpendingLimit(db, { accountId });
  const asMember = testContext(db, accountId, { kind: "user", userId: member.userId });
  const daily = newSpendingLimit.parse({ period: "daily", amountUsd: "1", enforcement: "block" });
  const changes = { amountUsd: 9n };
  const raise = { amountUsd: 9n };
  const attempts = [
    () => createSpendingLimit(asMember, daily),
    () => changeSpendingLimit(asMember, { limitId, changes }),
    () => raiseSpendingLimit(asMember, { limitId, raise }),
    () => resetSpendingLimit(asMember, { limitId }),
    () => deleteSpendingLimit(asMember, { limitId }),
  ];
  for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: "forbidden" });
  expect(await getSpendingLimit(asMember, limitId)).toMatchObject({ amountNanoUsd: 5_000_000_000n });
  const asOwner = testContext(db, accountId, { kind: "user", userId });
  expect(await changeSpendingLimit(asOwner, { limitId, changes })).toMatchObject({ amountNanoUsd: 9n });
});
