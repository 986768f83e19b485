// Chat models that their makers sell for one thing, by their names, with the words of a description that call for them.
const SPECIAL: ReadonlyArray<readonly [RegExp, RegExp]> = [
  [
    /codex|codestral|devstral|coder|codellama/,
    /\bcod(e|es|ing)\b|\bprogram(s|ming)?\b|\bsoftware\b|\brefactor\w*/i,
  ],
  [/deep-research/, /\bresearch\w*/i],
  [/computer-use/, /\b(computer|browser|desktop) (use|control|automation)\b/i],
  [/(^|-)search(-|$)/, /\bsearch\w* the (web|internet)\b|\bweb search\b/i],
  [/pixtral|vision/, /\b(images?|pictures?|photos?|screenshots?|vision)\b/i],
  [/voxtral/, /\b(audio|voice|speech|recordings?)\b/i],
  [/saba/, /\b(arabic|tamil|malayalam|middle east|south asia)\b/i],
];

/** False for a model that is made for something which the description does not say. */
export function suitsDescription(model: string, description: string): boolean {
  return SPECIAL.every(([name, words]) => !name.test(model.toLowerCase()) || words.test(description));
}
