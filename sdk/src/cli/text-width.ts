const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
/** What terminals show over two cells: most of East Asian writing, full-width forms and pictures (Unicode UAX #11). */
const WIDE =
  /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Script=Yi}\p{Emoji_Presentation}\u3000-\u303e\u30fc\uff01-\uff60\uffe0-\uffe6]/u;
const NARROW_KANA = /^[\uff61-\uffdc]/;
const UNSEEN = /^[\p{Mark}\p{Cf}\p{Cc}]+$/u;
const ASCII = /^[\x20-\x7e]*$/;

/** How many cells of a terminal a text takes. */
export function textWidth(text: string): number {
  if (ASCII.test(text)) return text.length;
  return [...graphemes.segment(text)].reduce((sum, { segment }) => sum + cellsOf(segment), 0);
}

/** The text over exactly `width` cells: with blanks behind it, or cut between two signs and ended by an ellipsis. */
export function fitText(text: string, width: number): string {
  const own = textWidth(text);
  if (own <= width) return text + " ".repeat(width - own);
  let kept = "";
  let used = 0;
  for (const { segment } of graphemes.segment(text)) {
    const cells = cellsOf(segment);
    if (used + cells > width - 1) break;
    kept += segment;
    used += cells;
  }
  return `${kept}…${" ".repeat(width - 1 - used)}`;
}

function cellsOf(grapheme: string): number {
  if (UNSEEN.test(grapheme)) return 0;
  const isWide = (WIDE.test(grapheme) && !NARROW_KANA.test(grapheme)) || grapheme.includes("\ufe0f");
  return isWide ? 2 : 1;
}
