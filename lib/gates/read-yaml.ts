import {
  isMap,
  isNode,
  isScalar,
  LineCounter,
  type ParsedNode,
  parseDocument,
  visit,
  type YAMLMap,
} from "yaml";
import { scanYaml } from "./scan-yaml";
import { yamlRefusal } from "./yaml-refusal";

type Path = readonly PropertyKey[];
/** The line (from 1) of a value in the text, or of the closest one around it that is there. */
export type LineOf = (path: Path) => number;

/**
 * Reads a YAML 1.2 document of at most 1 MiB without aliases, tags and repeated names. Throws `invalid_field` whose
 * message begins with the line and whose `details.line` is that number.
 */
export function readYaml(text: string): { value: unknown; lineOf: LineOf } {
  scanYaml(text);
  const lineCounter = new LineCounter();
  const line = (offset: number) => Math.max(1, lineCounter.linePos(offset).line);
  try {
    // Repeated names are looked for below: the parser compares every name with every other, which takes a minute at 60,000.
    const document = parseDocument(text, { lineCounter, uniqueKeys: false, prettyErrors: false });
    const [fault] = [...document.errors, ...document.warnings];
    if (fault !== undefined) {
      if (fault.message.includes("call stack")) throw new RangeError(fault.message);
      throw yamlRefusal(line(fault.pos[0]), `This is not valid YAML: ${sentence(fault.message)}`);
    }
    visit(document, {
      Map: (_key, map) => {
        const again = repeatedKey(map);
        if (again !== null) throw yamlRefusal(line(again), "This field is given twice.");
      },
    });
    const lineOf: LineOf = (path) => {
      for (let length = path.length; length > 0; length -= 1) {
        const offset = offsetOf(document.contents, path.slice(0, length));
        if (offset !== null) return line(offset);
      }
      return 1;
    };
    return { value: document.toJS({ maxAliasCount: 0 }), lineOf };
  } catch (error) {
    if (error instanceof RangeError) throw yamlRefusal(1, "The file nests too deeply.");
    throw error;
  }
}

function repeatedKey({ items }: YAMLMap): number | null {
  const seen = new Set<string>();
  for (const { key } of items) {
    const name = isScalar(key) ? String(key.value) : String(key);
    if (seen.has(name)) return isNode(key) ? (key.range?.[0] ?? 0) : 0;
    seen.add(name);
  }
  return null;
}

/** Where the name of a field, or an item of a list, stands in the text. */
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

/** The library's words up to the first line break, as a sentence. */
function sentence(message: string): string {
  const [first = ""] = message.split("\n");
  return /[.!?]$/.test(first) ? first : `${first}.`;
}
