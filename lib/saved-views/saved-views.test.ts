import { afterAll, describe, expect, test } from "vitest";
import { makeOwner, makeUser } from "@/db/factories";
import { savedViews } from "@/db/schema/saved-views";
import { listAuditEntries } from "@/lib/audit/queries";
import { newId, type SavedViewId } from "@/lib/core/ids";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { type CreateSavedViewInput, SAVED_VIEWS_MAX } from "./contract";
import { createSavedView } from "./create-saved-view";
import { deleteSavedView } from "./delete-saved-view";
import { listSavedViews } from "./queries";

const { db, end } = await testDatabase();
afterAll(end);

async function twoPeople() {
  const { accountId, userId } = await makeOwner(db);
  const { userId: otherId } = await makeUser(db, { accountId, role: "member" });
  return {
    ada: testContext(db, accountId, { kind: "user", userId }),
    bob: testContext(db, accountId, { kind: "user", userId: otherId }),
    program: testContext(db, accountId),
  };
}

const view = (change: Partial<CreateSavedViewInput> = {}): CreateSavedViewInput => ({
  room: "usage",
  name: "By key",
  query: "group=key&range=7d",
  isShared: false,
  ...change,
});

describe("saved views", () => {
  test("are seen by whoever saved them, and by everyone when they are for everyone", async () => {
    const { ada, bob, program } = await twoPeople();
    const own = await createSavedView(ada, view());
    const shared = await createSavedView(ada, view({ name: "For all", isShared: true }));
    await createSavedView(ada, view({ room: "logs", query: "status=4xx&view=errors&live=1" }));
    expect(await listSavedViews(ada, "usage")).toEqual([own, shared]);
    expect(await listSavedViews(bob, "usage")).toEqual([shared]);
    expect(await listSavedViews(program, "usage")).toEqual([shared]);
    expect((await listSavedViews(ada, "logs")).map(({ query }) => query)).toEqual([
      "status=4xx&view=errors&live=1",
    ]);
    expect(await listSavedViews((await twoPeople()).ada, "usage")).toEqual([]);
  });

  test("are kept as their page writes them", async () => {
    const { ada } = await twoPeople();
    const { query, name } = await createSavedView(
      ada,
      view({ name: "  Mine ", query: "?top=7&group=key&metric=spend" }),
    );
    expect([query, name]).toEqual(["group=key", "Mine"]);
  });

  test.each([
    [{ query: "metric=money" }, "query"],
    [{ query: "owner=ada" }, "query"],
    [{ query: "__proto__=1" }, "query"],
    [{ query: "group=key&group=model" }, "query"],
    [{ room: "logs", query: "metric=spend" }, "query"],
    [{ room: "logs", query: "view=pie" }, "query"],
    [{ room: "logs", query: "live=2" }, "query"],
    [{ name: " " }, "name"],
    [{ name: "x".repeat(101) }, "name"],
  ] as const)("of %j are refused", async (change, param) => {
    const { ada } = await twoPeople();
    await expect(createSavedView(ada, view(change))).rejects.toMatchObject({ code: "invalid_field", param });
    expect(await listSavedViews(ada, "usage")).toEqual([]);
  });

  test("are deleted once, and what somebody else keeps for themselves answers like what never was", async () => {
    const { ada, bob } = await twoPeople();
    const own = await createSavedView(ada, view());
    const shared = await createSavedView(ada, view({ isShared: true }));
    const stranger = (await twoPeople()).ada;
    for (const [who, viewId] of [
      [bob, own.id],
      [stranger, shared.id],
      [ada, newId<SavedViewId>()],
      [ada, "x"],
    ] as const) {
      await expect(deleteSavedView(who, { viewId })).rejects.toMatchObject({ code: "not_found" });
    }
    await deleteSavedView(bob, { viewId: shared.id });
    await deleteSavedView(ada, { viewId: own.id });
    await expect(deleteSavedView(ada, { viewId: own.id })).rejects.toMatchObject({ code: "not_found" });
    expect(await listSavedViews(ada, "usage")).toEqual([]);
  });

  test("leave an entry in the trail when they come and go", async () => {
    const { ada } = await twoPeople();
    const { id } = await createSavedView(ada, view());
    await deleteSavedView(ada, { viewId: id });
    const { entries } = await listAuditEntries(ada, { limit: 10 });
    expect(entries.map(({ action, subjectName }) => [action, subjectName])).toEqual([
      ["saved_view.deleted", "By key"],
      ["saved_view.created", "By key"],
    ]);
  });

  test("have an end", async () => {
    const { ada } = await twoPeople();
    const { accountId, actor } = ada;
    if (actor.kind !== "user") throw new Error("Ada is a person");
    const row = {
      accountId,
      userId: actor.userId,
      room: "usage" as const,
      name: "x",
      query: "",
      createdAt: new Date(),
    };
    await db
      .insert(savedViews)
      .values(Array.from({ length: SAVED_VIEWS_MAX }, () => ({ ...row, id: newId<SavedViewId>() })));
    await expect(createSavedView(ada, view())).rejects.toMatchObject({ code: "conflict" });
  });
});
