import { CST, Lexer } from "yaml";
import { yamlRefusal } from "./yaml-refusal";

const MAX_BYTES = 1024 * 1024;
/** More than 500 gates with all their fields have, and what is parsed in a moment. */
const MAX_TOKENS = 200_000;
const MAX_BRACKETS = 64;
const MAX_INDENT = 200;
/** Dashes, question marks and colons that open a level each, in one line: `- - - a`. */
const MAX_LEVELS_IN_LINE = 16;
const TOO_DEEP = "The file nests too deeply.";

type Place = { line: number; brackets: number; levels: number; isLineStart: boolean };

/**
 * Refuses a text that would keep the parser busy, before anything is built of it. The parser descends by itself once per level: a
 * text that is nothing but dashes ends the whole process. Throws `invalid_field` with the line.
 */
export function scanYaml(text: string): void {
  if (new TextEncoder().encode(text).byteLength > MAX_BYTES) {
    throw yamlRefusal(1, "The file is longer than 1 MiB. Split it.");
  }
  const place: Place = { line: 1, brackets: 0, levels: 0, isLineStart: true };
  let tokens = 0;
  let isScalarText = false;
  for (const token of new Lexer().lex(text)) {
    tokens += 1;
    if (tokens > MAX_TOKENS) throw yamlRefusal(place.line, "The file has too many parts. Split it.");
    // The lexer announces the text of a scalar with a token of its own; the text may look like anything.
    const problem = isScalarText ? null : problemOf(token, place);
    if (problem !== null) throw yamlRefusal(place.line, problem);
    isScalarText = !isScalarText && CST.tokenType(token) === "scalar";
    place.line += token.split("\n").length - 1;
  }
}

function problemOf(token: string, place: Place): string | null {
  const type = CST.tokenType(token);
  const { isLineStart } = place;
  place.isLineStart = type === "newline";
  switch (type) {
    case "newline":
      place.levels = 0;
      return null;
    case "space":
      return isLineStart && token.length > MAX_INDENT ? TOO_DEEP : null;
    case "alias":
    case "anchor":
      return "Anchors and aliases (&name and *name) are not read. Write the value out.";
    case "tag":
    case "directive-line":
      return "Tags and directives (!name and %name) are not read.";
    case "flow-seq-start":
    case "flow-map-start":
      place.brackets += 1;
      return place.brackets > MAX_BRACKETS ? TOO_DEEP : null;
    case "flow-seq-end":
    case "flow-map-end":
      place.brackets -= 1;
      return null;
    case "seq-item-ind":
    case "explicit-key-ind":
    case "map-value-ind":
      // Inside brackets a line may hold any number of fields beside each other.
      if (type !== "map-value-ind" || place.brackets <= 0) place.levels += 1;
      return place.levels > MAX_LEVELS_IN_LINE ? TOO_DEEP : null;
    default:
      return null;
  }
}
