import { styleText } from "node:util";
import { platformDirectory } from "@/lib/providers/platform";
import type { DataDir } from "./data-dir";

type Facts = {
  url: string;
  setupLink: string | null;
  dataDir: DataDir;
  embedded: boolean;
  startedInMs: number;
};

/** The one block a start ends with: where to go, where the data are, what is configured. */
export function banner(facts: Facts): string {
  const link =
    facts.setupLink === null
      ? line("Sign in", `${facts.url}/sign-in`)
      : `${line("Set up", facts.setupLink)}\n${line("", "Create the owner account there. The link is for you alone.")}`;
  const providers = [...platformDirectory().values()]
    .map((provider) =>
      provider.id === "sandbox" ? `${provider.label} (built in, no network)` : provider.label,
    )
    .join(", ");
  return [
    "",
    `  ${styleText("bold", "Layer")} is ready, ${(facts.startedInMs / 1000).toFixed(1)} s`,
    "",
    line("Address", facts.url),
    link,
    line("API", `${facts.url}/v1`),
    line("Data", describeData(facts)),
    line("Providers", providers),
    "",
    "  Ctrl C stops everything.",
    "",
  ].join("\n");
}

function describeData({ dataDir, embedded }: Facts): string {
  if (!embedded) return "the database in DATABASE_URL";
  return dataDir.note === null ? dataDir.path : `${dataDir.path} (${dataDir.note})`;
}

function line(label: string, text: string): string {
  return `  ${label.padEnd(11)}${text}`;
}
