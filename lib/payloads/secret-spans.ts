import type { Span } from "./spans";

const SECRET = "[secret]";
/** No shorter text is taken for a secret. */
export const SHORTEST_SECRET = 6;

/** No pattern crosses a quote or a backslash, so that JSON stays JSON, and each looks ahead a bounded way only. */
const PATTERNS = [
  // Our own keys, also a beginning of one.
  "layer_[0-9a-f]{6,}",
  // Keys of providers and of what stands beside them: beginnings that are nothing else count anywhere in a word.
  "sk-(?:ant|proj|svcacct|admin|or|lf|live|test)-[\\w-]{6,}",
  "sk-(?=[a-z]{0,40}\\d)[a-z0-9]{20,}",
  "sk_(?:live|test)_\\w{8,}",
  "AIza[\\w-]{20,}",
  "ya29\\.[\\w-]{12,}",
  "xox[a-z]-[\\w-]{8,}",
  "xapp-[\\w-]{8,}",
  "gh[pousr]_[a-z0-9]{16,}",
  "github_pat_\\w{16,}",
  "glpat-[\\w-]{12,}",
  "hf_[a-z0-9]{20,}",
  "(?:AKIA|ASIA)[A-Z0-9]{16}",
  "(?:npm|r8)_[a-z0-9]{30,}",
  "(?<![a-z0-9])key-[a-z0-9]{24,}",
  "(?<![\\w-])eyJ[\\w-]{8,1000}\\.eyJ[\\w-]{8,}(?:\\.[\\w-]*)?",
  // Beginnings that are words too count with a digit behind them and nothing before.
  "(?<![a-z0-9])(?:sk|pk|rk|gsk|xai|sess|pplx|nvapi|whsec|dapi)[-_](?=[\\w-]{0,80}\\d)[\\w-]{12,}",
  // What a header says.
  "(?<![a-z0-9])Bearer[ \\t]{1,4}[\\w.~+/=-]{8,}",
  "(?<![a-z0-9])Basic[ \\t]{1,4}[\\w+/=-]{16,}",
  '(?<=://[^\\s/:@"\\\\]{1,100}:)[^\\s/@"\\\\]{1,200}(?=@)',
  '-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[^"]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|(?=")|$)',
];
const SECRETS = new RegExp(PATTERNS.join("|"), "gi");

/**
 * Where secrets stand in a text: whatever looks like a key, a token or a password in an address, and each of `known`, whatever it
 * looks like.
 */
export function secretSpans(text: string, known: readonly string[]): Span[] {
  // Most texts of a body are too short to be one.
  if (text.length < SHORTEST_SECRET) return [];
  const found: Span[] = [];
  for (const match of text.matchAll(SECRETS)) {
    found.push({ start: match.index, end: match.index + match[0].length, put: SECRET });
  }
  for (const secret of known) {
    if (secret.length < SHORTEST_SECRET) continue;
    for (let at = text.indexOf(secret); at !== -1; at = text.indexOf(secret, at + secret.length)) {
      found.push({ start: at, end: at + secret.length, put: SECRET });
    }
  }
  return merged(found);
}

function merged(spans: Span[]): Span[] {
  const inOrder = spans.sort((one, other) => one.start - other.start);
  const apart: Span[] = [];
  for (const span of inOrder) {
    const last = apart.at(-1);
    if (last !== undefined && span.start < last.end) last.end = Math.max(last.end, span.end);
    else apart.push(span);
  }
  return apart;
}
