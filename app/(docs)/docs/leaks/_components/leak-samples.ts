/** Reads a key's checksum; a test runs it. */
export const CHECK_SAMPLE = `import { crc32 } from "node:zlib";

function isLayerKey(text) {
  if (!/^layer_[0-9a-f]{64}$/.test(text)) return false;
  const sum = crc32(text.slice(6, 62)).toString(16).padStart(8, "0");
  return sum === text.slice(62);
}`;

export const GITLEAKS_SAMPLE = `[[rules]]
id = "layer-api-key"
description = "Layer API key"
regex = '''layer_[0-9a-f]{64}'''
keywords = ["layer_"]`;

export const TRUFFLEHOG_SAMPLE = `detectors:
  - name: Layer API key
    keywords:
      - layer_
    regex:
      key: layer_[0-9a-f]{64}`;

/** A report as anybody may send it. */
export function reportSample(address: string): string {
  return `curl ${address}/v1/keys/report \\
  -H "Content-Type: application/json" \\
  -d '{"key": "layer_0000000000000000000000000000000000000000000000000000000000000000", "url": "https://paste.example/abc"}'`;
}

/** What the operator sets. */
export const GITHUB_SETTING = `GITHUB_SECRET_SCANNING_KEYS='[{"identifier":"90a421…","key":"-----BEGIN PUBLIC KEY-----\\n…\\n-----END PUBLIC KEY-----"}]'`;
