/** Makes the chain of an exported log again, without the server; a test runs it. */
export const VERIFY_SAMPLE = `import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

const sorted = (value) =>
  Array.isArray(value) || typeof value !== "object" || value === null
    ? value
    : Object.fromEntries(Object.keys(value).sort().map((name) => [name, value[name]]));

let previous = "0".repeat(64);
for (const entry of JSON.parse(readFileSync("audit-log.json", "utf8"))) {
  const { hash, previousHash, ...content } = entry;
  const text = JSON.stringify(content, (_name, value) => sorted(value));
  const made = createHash("sha256").update(Buffer.from(previous, "hex")).update(text).digest("hex");
  if (previousHash !== previous || hash !== made) throw new Error("Broken at " + entry.sequence);
  previous = hash;
}
console.log("whole, ends with", previous);`;
