import type { AccountId, RequestId } from "@/lib/core/ids";
import type { Clock } from "@/lib/core/time";
import type { PayloadDesk } from "@/lib/payloads/payload-desk";
import { MOST_KEPT, MOST_READ, type Side } from "@/lib/payloads/redact";

/** Whose call it is, and what is kept of it. */
export type CaptureOf = {
  requestId: RequestId;
  accountId: AccountId;
  keepDays: number;
  /** Names of members that are left out. */
  redact: readonly string[];
};

/** Collects what a call asked and what reached its client, and hands it to the desk once the call's row is settled. */
export class Capture {
  private readonly secrets = new Set<string>();
  private readonly pieces: Buffer[] = [];
  private readonly request: Side;
  /** Bytes of the answer that are kept, and that there were. */
  private kept = 0;
  private size = 0;
  /** Bytes of the desk's room that it has. */
  private held = 0;
  /** True once it was handed over, or there was no room for it. */
  private isOver = false;

  /** `size` is how long the body is that `body` tells of, in bytes. */
  constructor(
    private readonly desk: PayloadDesk,
    private readonly clock: Clock,
    private readonly of: CaptureOf,
    { body, size }: { body: Uint8Array; size: number },
  ) {
    this.request = { bytes: this.beginning(body), size, contentType: "" };
  }

  /** Texts that must not be kept whatever they look like. */
  hide(secrets: readonly string[]): void {
    for (const secret of secrets) this.secrets.add(secret);
  }

  /** To be called with every piece of a stream that leaves for the client. */
  note(piece: Uint8Array): void {
    this.size += piece.byteLength;
    const more = Math.min(MOST_KEPT - this.kept, piece.byteLength);
    if (more <= 0 || !this.hold(more)) return;
    this.kept += more;
    // Where a piece comes from may be overwritten by the next one.
    this.pieces.push(Buffer.from(piece.subarray(0, more)));
  }

  /** The end of a stream, however it came. */
  keepStream(contentType: string): void {
    this.handOver({ bytes: Buffer.concat(this.pieces), size: this.size, contentType });
  }

  /** An answer that leaves whole. */
  keepWhole(answer: Uint8Array, contentType: string): void {
    this.handOver({ bytes: this.beginning(answer), size: answer.byteLength, contentType });
  }

  private handOver(response: Side): void {
    if (this.isOver) return;
    this.isOver = true;
    const { requestId, accountId, keepDays, redact } = this.of;
    const fields = new Set(redact.map((name) => name.toLowerCase()));
    this.desk.keep({
      requestId,
      accountId,
      keepDays,
      endedAt: this.clock.now(),
      rules: { secrets: [...this.secrets].flatMap(spellings), fields },
      request: this.request,
      response,
      held: this.held,
    });
  }

  /** A long body is copied as far as it is looked at, so that the rest of it can go. */
  private beginning(bytes: Uint8Array): Uint8Array {
    if (!this.hold(Math.min(bytes.byteLength, MOST_READ))) return Buffer.alloc(0);
    return bytes.byteLength > MOST_READ ? Buffer.from(bytes.subarray(0, MOST_READ)) : bytes;
  }

  /** Half a payload would be taken for a whole one, so without room for all of it there is none. */
  private hold(bytes: number): boolean {
    if (this.isOver) return false;
    if (this.desk.hold(bytes)) {
      this.held += bytes;
      return true;
    }
    this.isOver = true;
    this.desk.giveUp(this.of.requestId, this.held);
    return false;
  }
}

/** How a text that must not be kept may have been put down. */
function spellings(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const inJson = JSON.stringify(secret).slice(1, -1);
  const base64 = bytes.toString("base64").replace(/=+$/, "");
  return [...new Set([secret, inJson, encodeURIComponent(secret), bytes.toString("hex"), base64])];
}
