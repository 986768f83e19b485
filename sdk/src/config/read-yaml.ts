import { isMap, isNode, isScalar, LineCounter, type ParsedNode, parseDocument } from "yaml";
import { ConfigError } from "./config-error";

export type Path = ReadonlyArray<string | number>;
/** The line (from 1) of a value, or of the closest one around it; null when there is no text. */
export type LineOf = (path: Path) => number | null;

/** What stands in a text of YAML 1.2, and where. Throws `ConfigError` for what is no YAML, with its line. */
export function readYaml(text: string): { value: unknown; lineOf: LineOf } {
  const lines = new LineCounter();
  const lineAt = (offset: number) => Math.max(1, lines.linePos(offset).line);
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [fault] = document.errors;
  if (fault !== undefined) {
    const isTwice = fault.code === "DUPLICATE_KEY";
    const [words = ""] = fault.message.split("\n");
    const message = isTwice ? "This field is given twice." : `This is not valid YAML: ${words}`;
    throw new ConfigError(message, { line: lineAt(fault.pos[0]), field: "" });
  }
  const lineOf: LineOf = (path) => {
    for (let length = path.length; length > 0; length -= 1) {
      const offset = offsetOf(document.contents, path.slice(0, length));
      if (offset !== null) return lineAt(offset);
    }
    return 1;
  };
  try {
    return { value: document.toJS({ maxAliasCount: 100 }), lineOf };
  } catch {
    throw new ConfigError("The file repeats itself by aliases too often.", { line: 1, field: "" });
  }
}

/** Where the name of a field, or an item of a list, stands. */
function offsetOf(root: unknown, path: Path): number | null {
  let node = root as ParsedNode | null;
  let offset: number | null = null;
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
      if (pair === undefined) return null;
      offset = isNode(pair.key) ? (pair.key.range?.[0] ?? null) : null;
      node = (pair.value ?? null) as ParsedNode | null;
    } else {
      const items: readonly unknown[] = node !== null && "items" in node ? node.items : [];
      const item = items[Number(part)];
      if (!isNode(item)) return null;
      offset = item.range?.[0] ?? null;
      node = item as ParsedNode;
    }
  }
  return offset;
}
