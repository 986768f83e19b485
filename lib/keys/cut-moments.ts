import type { Sql } from "postgres";
import { withinTime } from "@/db/outage";
import type { KeyId } from "@/lib/core/ids";
import { HOUR_MS } from "@/lib/core/time";

/** No call runs longer, so an older cut concerns none (`LAYER_CALL_TIMEOUT_MS` allows no more). */
const LONGEST_CALL_MS = HOUR_MS;
const PATIENCE_MS = 3_000;

/** Keys whose running calls were cut off, and when, by the database's clock. */
export type CutMoments = ReadonlyArray<{ keyId: KeyId; at: Date }>;

const ASK = `select id, calls_cut_at from api_keys where calls_cut_at > now() - $1 * interval '1 millisecond'`;

/** Which keys had their running calls cut off lately, over all accounts. Rejects when the database does not answer in time. */
export async function cutMoments(sql: Sql): Promise<CutMoments> {
  const statement = sql.unsafe<Array<{ id: KeyId; calls_cut_at: Date }>>(ASK, [LONGEST_CALL_MS], {
    prepare: true,
  });
  const rows = await withinTime(statement, PATIENCE_MS);
  return rows.map(({ id, calls_cut_at }) => ({ keyId: id, at: calls_cut_at }));
}
