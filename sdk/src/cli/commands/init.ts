import { writeFileSync } from "node:fs";
import { CliError, EXIT } from "../cli-error";
import type { Command } from "../command";
import { CONFIG_FILE } from "../gates-file/file-option";

const TEMPLATE = `# The gates of a Layer account. A field that is left out has its default.
# layer push brings the account to what stands here; layer pull writes what the account has.
gates:
  - name: my-first-gate
    description: Answers with what it is asked, without a provider key
    model: sandbox/echo
    # model: gpt-4o-mini
    # systemPrompt: Be short.
    # temperature: 0.7
    # maxTokens: 1000
    # routingStrategy: fallback
    # fallbackModels: [claude-haiku-4-5]
    # allowOverrides: [temperature, maxTokens]
    # spendingLimit: "25.00"
`;

export const init: Command = {
  name: "init",
  summary: `Write a ${CONFIG_FILE} to begin with`,
  flags: { force: { short: "f", words: "Replace the file when there is one" } },
  async run({ given, out }) {
    try {
      writeFileSync(CONFIG_FILE, TEMPLATE, { flag: given.has("force") ? "w" : "wx" });
    } catch (thrown) {
      if ((thrown as { code?: string }).code !== "EEXIST") throw thrown;
      throw new CliError(
        "file_exists",
        EXIT.general,
        `There is a ${CONFIG_FILE} already.`,
        "Replace it: layer init --force",
      );
    }
    out.result({ file: CONFIG_FILE }, () => `Wrote ${CONFIG_FILE}. Next: layer push`);
  },
};
