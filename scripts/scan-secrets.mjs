// Refuses files that contain what looks like a real key. Called with file names by the commit hook, without any by
// `npm test`, which looks at everything that git knows.
import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { crc32 } from "node:zlib";

// A key ends in the CRC-32 of its 56 random digits, so an example that cannot be one is told from a real key.
const isLayerKey = ({ 1: random, 2: checksum }) => crc32(random).toString(16).padStart(8, "0") === checksum;
const SECRETS = [
  { name: "a Layer key", pattern: /layer_([0-9a-f]{56})([0-9a-f]{8})/, isReal: isLayerKey },
  { name: "a provider's key", pattern: /\bsk-(?:[a-z]+-)*[A-Za-z0-9_]{20,}/ },
  { name: "a private key", pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/ },
];

const listed = process.argv.slice(2);
const files = listed.length > 0 ? listed : listFiles();
const found = files.flatMap((file) => {
  const text = readText(file);
  return SECRETS.filter(({ pattern, isReal = () => true }) => {
    const match = pattern.exec(text);
    return match !== null && isReal(match);
  }).map(({ name }) => `${file} contains ${name}`);
});

if (found.length > 0) {
  console.error(`${found.join("\n")}\nTake it out, and revoke it if it was ever real.`);
  process.exit(1);
}

function listFiles() {
  const git = spawnSync("git", ["ls-files", "-z"], { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  // A copy without its history has nothing that could be committed.
  return git.status === 0 ? git.stdout.split("\0").filter((file) => file !== "") : [];
}

function readText(file) {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat?.isFile() ? readFileSync(file, "utf8") : "";
}
