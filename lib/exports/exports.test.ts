import { sql } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { makeKey, makeOwner } from "@/db/factories";
import { makeRequests } from "@/db/factories-requests";
import { only } from "@/lib/core/request-filter";
import { HOUR_MS, systemClock } from "@/lib/core/time";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import type { ExportFormat, LogFileQuery } from "./contract";
import { createExport } from "./create-export";
import { deleteExport } from "./delete-export";
import { exportFile } from "./export-file";
import { forgetOldExports } from "./forget-old-exports";
import { type LogFile, logFile } from "./log-file";
import { findExport, getExport, listExports } from "./queries";
import { writeExports } from "./write-exports";

const { db, end } = await testDatabase();
afterAll(end);

const START = Date.parse("2026-03-01T00:00:00Z");
const span = { from: new Date(START), to: new Date(START + 24 * HOUR_MS) };
const query = (format: ExportFormat, filter: object = {}): LogFileQuery => ({
  filter: { ...span, ...filter },
  zone: "Asia/Tokyo",
  format,
});

async function makeLog(rows: Parameters<typeof makeRequests>[2]) {
  const { accountId } = await makeOwner(db);
  const { keyId, secretId } = await makeKey(db, { accountId, name: "=cmd()" });
  await makeRequests(db, { accountId, keyId, secretId }, rows);
  return { ctx: testContext(db, accountId), keyId, accountId };
}

const calls = (count: number) =>
  Array.from({ length: count }, (_, n) => ({
    startedAt: new Date(START + n * 1_000),
    costNanoUsd: BigInt(n),
  }));

async function textOf({ pieces }: LogFile): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const piece of pieces) parts.push(piece);
  return Buffer.concat(parts).toString();
}

/** Reads CSV as RFC 4180 says, written without ours. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, mark] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r\n)/g)) {
    row.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    if (mark === ",") continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

const HOSTILE = [
  "=1+1",
  "+1",
  "-1+1",
  "@SUM(A1)",
  "\tx",
  "\rx",
  'a"b',
  "a,b",
  "line\r\nbreak",
  "<script>",
  "Ünal 🔑",
  "",
];

describe("a file of the log", () => {
  test("has every row of the filter once, newest first, and says which they are and in whose days", async () => {
    const { ctx } = await makeLog(calls(1_345));
    const csv = readCsv(await textOf(await logFile(ctx, query("csv"))));
    expect(csv[0]).toEqual([
      "# Log of requests from 2026-03-01T00:00:00.000Z until 2026-03-02T00:00:00.000Z (times in UTC; chosen in Asia/Tokyo); filter: none",
    ]);
    const [, names = [], ...rows] = csv;
    const column = (name: string) => rows.map((row) => row[names.indexOf(name)]);
    expect(rows.every((row) => row.length === names.length)).toBe(true);
    expect(column("cost_usd").map(Number)).toEqual(calls(1_345).map((_, n) => (1_344 - n) / 1e9));
    expect(column("started_at")[0]).toBe("2026-03-01T00:22:24.000Z");
    const json = JSON.parse(await textOf(await logFile(ctx, query("json"))));
    expect(json.about).toMatchObject({ zone: "Asia/Tokyo", filter: "" });
    expect(json.requests.map(({ id }: { id: string }) => id)).toEqual(column("id"));
    const one = JSON.parse(await textOf(await logFile(ctx, query("json", { maxCostNanoUsd: 0n }))));
    expect([one.requests.length, one.about.filter, one.requests[0].cost_usd]).toEqual([1, "max_cost=0", "0"]);
    expect(JSON.parse(await textOf(await logFile(ctx, query("json", { failed: true })))).requests).toEqual(
      [],
    );
  });

  test("runs nothing in a spreadsheet, and keeps what it does not know empty", async () => {
    const rows = HOSTILE.map((text, n) => ({
      startedAt: new Date(START + n),
      errorMessage: text,
      userAgent: text,
      modelAsked: text,
      costNanoUsd: null,
    }));
    const { ctx } = await makeLog(rows);
    const [, names = [], ...lines] = readCsv(await textOf(await logFile(ctx, query("csv"))));
    expect(lines).toHaveLength(HOSTILE.length);
    for (const name of ["error_message", "user_agent", "model_asked"]) {
      const cells = lines.map((line) => line[names.indexOf(name)]).reverse();
      expect(cells).toEqual(HOSTILE.map((text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)));
    }
    expect(lines.map((line) => line[names.indexOf("cost_usd")])).toEqual(HOSTILE.map(() => ""));
    expect(lines[0]?.[names.indexOf("key_name")]).toBe("'=cmd()");
  });

  test("is not begun when it would be too long, and says what to do", async () => {
    const { ctx, accountId } = await makeLog(1);
    for (const [requests, advice] of [
      ["50001", "POST /v1/exports"],
      ["1000001", "Narrow"],
    ]) {
      await db.execute(
        sql`update usage_hourly set requests = ${requests}::bigint, hour = ${span.from.toISOString()}::timestamptz where account_id = ${accountId}`,
      );
      const asked = logFile(ctx, query("csv"));
      await expect(asked).rejects.toMatchObject({
        code: "invalid_field",
        message: expect.stringContaining(advice ?? ""),
      });
    }
    await expect(createExport(ctx, query("csv"))).rejects.toMatchObject({
      code: "invalid_field",
      param: "from",
    });
  });
});

/** Runs the job for one piece only, as if the instance had been killed after it. */
const onePiece = () => {
  let reads = 0;
  const clock = { now: () => new Date(reads++ === 0 ? 0 : 8.64e15) };
  return writeExports(db, { now: () => clock.now() }, new Date(1), 100);
};
const allPieces = () => writeExports(db, systemClock, new Date(Date.now() + 60_000), 100);

describe("an export in the background", () => {
  test("goes on where it was when its instance was killed, whoever goes on, and equals the file at once", async () => {
    const { ctx } = await makeLog(calls(345));
    for (const format of ["csv", "json"] as const) {
      const { export: made } = await createExport(ctx, query(format));
      expect(made).toMatchObject({ state: "waiting", rows: 0, rowsTotal: 345 });
      await onePiece();
      expect(await getExport(ctx, made.id)).toMatchObject({ state: "running", rows: 100 });
      await expect(exportFile(ctx, made.id)).rejects.toMatchObject({ code: "conflict" });
      // Two instances that both believe to have the lease.
      await Promise.all([allPieces(), allPieces()]);
      const done = await getExport(ctx, made.id);
      expect(done).toMatchObject({ state: "done", rows: 345, error: null });
      expect(await textOf(await exportFile(ctx, made.id))).toBe(
        await textOf(await logFile(ctx, query(format))),
      );
    }
  });

  test("is one however often it is asked for, is told of once, and has only the rows of its filter", async () => {
    const { ctx, keyId, accountId } = await makeLog(calls(20));
    const asked = query("json", { key: only(keyId), maxCostNanoUsd: 4n });
    const first = await createExport(ctx, asked);
    const again = await createExport(ctx, asked);
    expect([first.isNew, again.isNew, again.export.id]).toEqual([true, false, first.export.id]);
    await allPieces();
    const file = JSON.parse(await textOf(await exportFile(ctx, first.export.id)));
    expect(file.requests).toHaveLength(5);
    const trail = await db.execute(
      sql`select action from audit_entries where account_id = ${accountId} and subject_kind = 'export'`,
    );
    expect(trail.map(({ action }) => action)).toEqual(["export.created", "export.ready"]);
  });

  test("stops when it is deleted, and goes when its week is over", async () => {
    const { ctx } = await makeLog(calls(220));
    const { export: gone } = await createExport(ctx, query("csv"));
    await onePiece();
    await deleteExport(ctx, { exportId: gone.id });
    await allPieces();
    expect(await findExport(ctx, gone.id)).toBeNull();
    expect(await db.execute(sql`select from export_pieces where export_id = ${gone.id}`)).toHaveLength(0);
    const { export: kept } = await createExport(ctx, query("csv"));
    await allPieces();
    const { expiresAt } = await getExport(ctx, kept.id);
    await forgetOldExports(db, new Date(expiresAt.getTime() - 1));
    expect(await findExport(ctx, kept.id)).not.toBeNull();
    await forgetOldExports(db, new Date(expiresAt.getTime() + 1));
    expect(await findExport(ctx, kept.id)).toBeNull();
  });

  test("is its account's alone, and five wait at most", async () => {
    const [mine, theirs] = [await makeLog(calls(1)), await makeLog(calls(1))];
    const { export: foreign } = await createExport(theirs.ctx, query("csv"));
    for (const id of [foreign.id, "junk"]) {
      await expect(getExport(mine.ctx, id)).rejects.toMatchObject({ code: "not_found" });
      await expect(exportFile(mine.ctx, id)).rejects.toMatchObject({ code: "not_found" });
      await expect(deleteExport(mine.ctx, { exportId: id })).rejects.toMatchObject({ code: "not_found" });
    }
    for (let n = 0; n < 5; n += 1) await createExport(mine.ctx, query("csv", { minTokens: n }));
    await expect(createExport(mine.ctx, query("csv", { minTokens: 9 }))).rejects.toMatchObject({
      code: "conflict",
    });
    const page = await listExports(mine.ctx, { limit: 3 });
    expect([page.items.length, page.hasMore]).toEqual([3, true]);
    const rest = await listExports(mine.ctx, { limit: 3, after: page.items[2]?.id });
    expect([rest.items.length, rest.hasMore]).toEqual([2, false]);
    await allPieces();
  });
});
