import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "@/db/project-root";

let version: string | undefined;

/** The version of this installation, as package.json has it. */
export function appVersion(): string {
  if (version === undefined) {
    const manifest: { version: string } = JSON.parse(
      readFileSync(join(projectRoot(), "package.json"), "utf8"),
    );
    version = manifest.version;
  }
  return version;
}
