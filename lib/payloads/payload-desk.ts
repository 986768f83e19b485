import type { Sql } from "postgres";
import { isOutage, withinTime } from "@/db/outage";
import type { AccountId, RequestId } from "@/lib/core/ids";
import { DAY_MS } from "@/lib/core/time";
import { redact, type Side } from "./redact";
import type { RedactionRules } from "./redaction-rules";

/** What was asked and answered in a call that has ended, as it went over the wire. */
export type KeptCall = {
  requestId: RequestId;
  accountId: AccountId;
  endedAt: Date;
  keepDays: number;
  rules: RedactionRules;
  request: Side;
  response: Side;
  /** What it holds of the desk's room, in bytes. */
  held: number;
};

export type PayloadDesk = {
  /** Takes so many bytes of the room that all payloads of this instance share; false when there is not enough. */
  hold(bytes: number): boolean;
  /** Tells that a payload is not kept since there was no room, and gives back what it had of it. */
  giveUp(requestId: RequestId, held: number): void;
  /** Writes it as soon as it can be, redacted; whoever calls does not wait. What it holds is released then. */
  keep(call: KeptCall): void;
  /** Resolves when nothing waits to be written, or after `timeoutMs`; tells how many payloads are left. */
  drain(timeoutMs: number): Promise<number>;
};

export type PayloadDeskOptions = {
  /** Told of every payload that had to be given up, and why; never what is in it. */
  onDropped: (requestId: RequestId, reason: string) => void;
  /** How long a payload waits for a database that is away, in milliseconds. */
  patienceMs?: number;
  roomBytes?: number;
};

type Waiting = KeptCall & { since: number };

const ROOM_BYTES = 64 * 1024 * 1024;
const LARGEST_BATCH_BYTES = 1024 * 1024;
const PAUSE_MS = 500;
const ATTEMPT_MS = 5_000;

// A payload that is there already stays as it is.
const WRITE = `
  insert into request_payloads (request_id, account_id, request, response, request_bytes, response_bytes, redactions, expires_at)
  select * from json_to_recordset($1::json) as r (
    request_id uuid, account_id uuid, request text, response text, request_bytes int, response_bytes int, redactions int,
    expires_at timestamptz)
  on conflict do nothing`;

/**
 * Opens a desk that writes payloads after the rows they belong to, several at once. It never holds up a call: what does not fit
 * into its room, or cannot be written, is given up.
 */
export function openPayloadDesk(sql: () => Sql, options: PayloadDeskOptions): PayloadDesk {
  const { onDropped, patienceMs = 30_000, roomBytes = ROOM_BYTES } = options;
  let waiting: Waiting[] = [];
  let underWay = 0;
  let held = 0;
  let writing = false;

  async function write(): Promise<void> {
    if (writing) return;
    writing = true;
    while (waiting.length > 0) {
      // Calls come first: one turn of the event loop for them between any two payloads' worth of work.
      await new Promise((resolve) => setImmediate(resolve));
      const batch = waiting.splice(0, fitting(waiting));
      underWay = batch.length;
      const isAway = await attempt(batch);
      underWay = 0;
      if (isAway) {
        waiting = [...giveUpOld(batch), ...waiting];
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    }
    writing = false;
  }

  /** True when the database is away and the batch should be tried again. */
  async function attempt(batch: Waiting[]): Promise<boolean> {
    try {
      await withinTime(
        sql().unsafe(WRITE, [JSON.stringify(batch.map(toRow))], { prepare: true }),
        ATTEMPT_MS,
      );
    } catch (error) {
      if (isOutage(error)) return true;
      if (batch.length > 1) {
        const again: Waiting[] = [];
        for (const call of batch) if (await attempt([call])) again.push(call);
        batch.splice(0, batch.length, ...again);
        return again.length > 0;
      }
      // What the driver says may repeat what was written.
      for (const { requestId } of batch) onDropped(requestId, codeOf(error));
    }
    for (const call of batch) held -= call.held;
    return false;
  }

  function giveUpOld(batch: Waiting[]): Waiting[] {
    return batch.filter((call) => {
      const isOld = Date.now() - call.since > patienceMs;
      if (!isOld) return true;
      held -= call.held;
      onDropped(call.requestId, "the database stayed away");
      return false;
    });
  }

  return {
    hold(bytes) {
      if (held + bytes > roomBytes) return false;
      held += bytes;
      return true;
    },
    giveUp(requestId, had) {
      held -= had;
      onDropped(requestId, "too much waits to be written");
    },
    keep(call) {
      waiting.push({ ...call, since: Date.now() });
      void write();
    },
    async drain(timeoutMs) {
      const until = Date.now() + timeoutMs;
      while (writing && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 20));
      return waiting.length + underWay;
    },
  };
}

/** How many of those that wait go into one statement: at least one. */
function fitting(waiting: readonly Waiting[]): number {
  let bytes = 0;
  const beyond = waiting.findIndex(({ held }) => {
    bytes += held;
    return bytes > LARGEST_BATCH_BYTES;
  });
  return beyond === -1 ? waiting.length : Math.max(1, beyond);
}

const MOST_INT = 2 ** 31 - 1;

function toRow({ requestId, accountId, endedAt, keepDays, rules, request, response }: KeptCall) {
  const [asked, answered] = [redact(request, rules), redact(response, rules)];
  return {
    request_id: requestId,
    account_id: accountId,
    request: asked.text,
    response: answered.text,
    request_bytes: Math.min(request.size, MOST_INT),
    response_bytes: Math.min(response.size, MOST_INT),
    redactions: asked.redactions + answered.redactions,
    expires_at: new Date(endedAt.getTime() + keepDays * DAY_MS),
  };
}

function codeOf(error: unknown): string {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : null;
  return typeof code === "string" ? code : "it could not be written";
}
