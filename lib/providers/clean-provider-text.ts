const LONGEST = 600;
const LONGEST_READ = 10_000;

// A prefix that is also a word ("key-value", "layer_norm") counts only with digits behind it.
const KEYS =
  /\b(?:(?:sk|pk|rk|gsk|xai)[-_]|AIza|layer_(?=[0-9a-f]{6})|key[-_](?=[\w*-]{0,40}\d))[\w*.-]{5,}[\w*]/gi;
const STACK_LINES = /\n[ \t]+at [^\n]*|\n[ \t]*File "[^"\n]*", line \d[^\n]*(?:\n {4}[^\n]*)?/g;

/**
 * A provider's words, fit for a client and for the log: keys, addresses, stacks and control characters are taken
 * out, since providers repeat parts of the key or their inner host names in errors. `secrets` are texts that
 * must not be told whatever they look like: the key and host this instance reaches the provider with.
 */
export function cleanProviderText(text: string, secrets: readonly string[] = []): string {
  // Before anything is cut off: half of a secret would no longer be found.
  const hidden = secrets.reduce((rest, secret) => rest.replaceAll(secret, "[hidden]"), text);
  // Nothing past this length is shown, and nobody's long text may keep the patterns busy.
  const clean = hidden
    .slice(0, LONGEST_READ)
    .replace(STACK_LINES, "")
    .replace(/\bBearer\s+\S+/gi, "Bearer [key]")
    .replace(KEYS, "[key]")
    .replace(/\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s"'<>)]+/gi, "[address]")
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, " ")
    .toWellFormed();
  return clean.length > LONGEST ? `${clean.slice(0, LONGEST - 1).toWellFormed()}…` : clean;
}
