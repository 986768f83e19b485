import type { AnswerMeter } from "./formats/format";

const NOTHING = Buffer.alloc(0);

/**
 * Lets bytes through that have no events, such as sound. Their last byte is held back, so that the request is in the ledger
 * before its client can know them complete.
 */
export class BytesMeter implements AnswerMeter {
  readonly usage = null;
  readonly usageFault = null;
  readonly failure = null;
  readonly ended = false;
  readonly opaque = true;
  /** Such an answer is whole when its connection ends in order; one that breaks off is thrown. */
  readonly finished = true;
  started = false;
  tail: Buffer = NOTHING;

  push(piece: Uint8Array): Buffer {
    if (piece.byteLength === 0) return NOTHING;
    const passed = Buffer.concat([this.tail, piece.subarray(0, -1)]);
    // Where a piece comes from may be overwritten by the next one.
    this.tail = Buffer.from(piece.subarray(-1));
    this.started = true;
    return passed;
  }

  rest(): Buffer {
    return NOTHING;
  }

  passedTokens(): number {
    return 0;
  }
}
