import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { setTestEnvironment } from "@/lib/testing/environment";

setTestEnvironment("postgres://nobody@127.0.0.1:1/none");
const { generatedFiles } = await import("./generated-files");

test("what is made from the server's own description is as these sources make it", async () => {
  for (const [name, text] of await generatedFiles()) {
    const committed = readFileSync(join(import.meta.dirname, "..", "src", "generated", name), "utf8");
    const stale = committed === text ? [] : [`${name}: run \`npm run generate -w @layer-ai/sdk\``];
    expect(stale).toEqual([]);
  }
});
