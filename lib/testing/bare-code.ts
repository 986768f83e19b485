/** Source text without comments, and without what stands in templates: code that is shown to people imports nothing here. */
export function bareCode(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/^\s*\/\/.*$/gm, "")
    .replace(/"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`/g, (literal) =>
      literal.startsWith("`") ? "``" : literal,
    );
}
