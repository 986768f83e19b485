/** Where a member of the outermost object stands in the text: from the quote of its name to the end of its value. */
export type Member = { name: string; start: number; valueStart: number; end: number };

export type Scan = { members: Member[]; deepest: number };

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;

/**
 * Finds the members of the outermost object of a text that `JSON.parse` has accepted, and how deep it nests.
 * Values can then be replaced without rewriting the rest, so unknown fields and long numbers survive.
 */
export function scanTopLevel(text: string): Scan {
  const members: Member[] = [];
  let depth = 0;
  let deepest = 0;
  let nameStart = -1;
  let name = "";
  let valueStart = -1;
  const finish = (end: number) => {
    if (valueStart !== -1) members.push({ name, start: nameStart, valueStart, end: trimEnd(text, end) });
    nameStart = -1;
    valueStart = -1;
  };
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      const close = closingQuote(text, at);
      if (depth === 1 && nameStart === -1) {
        nameStart = at;
        name = JSON.parse(text.slice(at, close + 1));
      }
      at = close;
    } else if (code === COLON && depth === 1 && valueStart === -1) {
      valueStart = skipBlanks(text, at + 1);
    } else if (code === COMMA && depth === 1) {
      finish(at);
    } else if (code === 123 || code === 91) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (code === 125 || code === 93) {
      if (depth === 1) finish(at);
      depth -= 1;
    }
  }
  return { members, deepest };
}

/**
 * The text with some members of the outermost object set to other JSON values (undefined removes one). The
 * members that are not named keep their bytes.
 */
export function editTopLevel(text: string, scan: Scan, edits: Record<string, string | undefined>): string {
  const kept = scan.members
    .filter((member) => !Object.hasOwn(edits, member.name))
    .map((member) => text.slice(member.start, member.end));
  for (const [name, value] of Object.entries(edits)) {
    if (value !== undefined) kept.push(`${JSON.stringify(name)}:${value}`);
  }
  return `{${kept.join(",")}}`;
}

function closingQuote(text: string, open: number): number {
  let close = text.indexOf('"', open + 1);
  while (close !== -1 && isEscaped(text, close)) close = text.indexOf('"', close + 1);
  return close === -1 ? text.length : close;
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text.charCodeAt(at - 1 - backslashes) === 92) backslashes += 1;
  return backslashes % 2 === 1;
}

function isBlank(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (isBlank(text.charCodeAt(at))) at += 1;
  return at;
}

function trimEnd(text: string, end: number): number {
  let at = end;
  while (at > 0 && isBlank(text.charCodeAt(at - 1))) at -= 1;
  return at;
}
