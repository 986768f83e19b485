import { randomFillSync } from "node:crypto";

const pool = Buffer.alloc(4_096);
let used = pool.byteLength;

/** Random bytes as hexadecimal digits, from a pool: each question to the system costs more than a hundred ids do. For names, not secrets. */
export function randomHex(bytes: number): string {
  if (used + bytes > pool.byteLength) {
    randomFillSync(pool);
    used = 0;
  }
  used += bytes;
  return pool.toString("hex", used - bytes, used);
}
