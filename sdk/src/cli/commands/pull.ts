import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseConfig } from "../../config";
import { CliError, EXIT } from "../cli-error";
import type { Command } from "../command";
import { FILE_FLAG, fileOf } from "../gates-file/file-option";
import { gatesText } from "../gates-file/gates-text";

export const pull: Command = {
  name: "pull",
  summary: "Write the account's gates into the file",
  flags: {
    ...FILE_FLAG,
    force: { words: "Replace what stands in the file without asking" },
    yes: { short: "y", words: "The same" },
  },
  notes:
    "Comments and the order of gates in the file are kept. It asks before it changes a file, and names the comments of gates and fields\n" +
    "that are gone.",
  async run({ given, out, layer, terminal, signal }) {
    const file = fileOf(given);
    const client = layer();
    const exported = await client.gates.exportYaml({ signal });
    const former = existsSync(file) ? readFileSync(file, "utf8") : null;
    const { text, lostComments } = gatesText(exported, former ?? "");
    for (const line of lostComments) out.note(`This comment has no place in the file any more: #${line}`);
    const isAsked = former !== null && former !== text && !given.has("force") && !given.has("yes");
    if (
      isAsked &&
      !(await terminal.confirm(`Replace what stands in ${file}?`, "Replace it: layer pull --force"))
    )
      throw new CliError("declined", EXIT.general, `${file} was left as it is.`);
    if (former !== text) writeFileSync(file, text);
    const names = parseConfig(text).gates.map(({ name }) => name);
    out.result({ file, count: names.length, gates: names, changed: former !== text, lostComments }, () =>
      former === text
        ? `${file} has it all already: ${names.length} ${names.length === 1 ? "gate" : "gates"}.`
        : `Wrote ${names.length} ${names.length === 1 ? "gate" : "gates"} to ${file}.`,
    );
  },
};
