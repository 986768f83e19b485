import { environment } from "../../_first-request/snippets";

export type EnvFileInput = { name: string; id: string; secret: string; address: string };

const LONGEST_SLUG = 60;

/** A file that can be saved beside a program as it is: which key this is, and the two variables. */
export function envFile({ name, id, secret, address }: EnvFileInput): { fileName: string; text: string } {
  const comment = [...name].map((character) => (isPrintable(character) ? character : " ")).join("");
  return {
    fileName: `layer-${slug(name)}.env`,
    text: `# Layer API key: ${comment}\n# id: ${id}\n${environment({ address, secret })}\n`,
  };
}

function slug(name: string): string {
  const words = name
    .normalize("NFKC")
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu);
  const joined = [...(words?.join("-") ?? "")].slice(0, LONGEST_SLUG).join("").replace(/-$/, "");
  return joined === "" ? "key" : joined;
}

/** A line break in a name would end the comment and start a variable. */
function isPrintable(character: string): boolean {
  return !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(character);
}
