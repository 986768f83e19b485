import { afterAll } from "vitest";
import { closeLedger } from "@/db/client";
import { testDatabase } from "./database";
import { setTestEnvironment } from "./environment";

/**
 * A database of the test file's own that the settings of this process name, so that what reads them (endpoints, the ledger)
 * works on it. Given back when the file ends, after what the file itself registered to end.
 */
export async function appDatabase(): Promise<Omit<Awaited<ReturnType<typeof testDatabase>>, "end">> {
  const { end, ...database } = await testDatabase();
  setTestEnvironment(database.url);
  afterAll(async () => {
    await closeLedger(1);
    await end();
  });
  return database;
}
