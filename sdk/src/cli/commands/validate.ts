import type { Command } from "../command";
import { FILE_FLAG, fileOf, readGatesFile } from "../gates-file/file-option";

export const validate: Command = {
  name: "validate",
  summary: "Check the file of gates without sending it anywhere",
  flags: FILE_FLAG,
  async run({ given, out }) {
    const file = fileOf(given);
    const { gates } = readGatesFile(file);
    const list = gates.map(({ name, model }) => ({ name, model }));
    out.result({ valid: true, file, count: gates.length, gates: list }, () =>
      [
        `${file} is valid: ${gates.length} ${gates.length === 1 ? "gate" : "gates"}.`,
        ...list.map(({ name, model }) => `  ${name}  ${model}`),
      ].join("\n"),
    );
  },
};
