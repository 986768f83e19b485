import { expect, test } from "vitest";
import { AccountMemory } from "./account-memory";
import { type AccountId, newId } from "./ids";

const at = (accountId: AccountId, configVersion: number) => ({ accountId, configVersion });
const never = () => {
  throw new Error("nothing is to be read");
};

test("a state is read once by all who ask together, and is there at once afterwards", async () => {
  const memory = new AccountMemory<string>();
  const account = newId<AccountId>();
  const first = memory.get(at(account, 3), async () => "three");
  expect(memory.get(at(account, 3), never)).toBe(first);
  expect(await first).toBe("three");
  expect(memory.get(at(account, 3), never)).toBe("three");
});

test("a newer state is read anew and told what was before; an older question gets the newer one", async () => {
  const memory = new AccountMemory<string>();
  const account = newId<AccountId>();
  await memory.get(at(account, 1), async () => "one");
  expect(await memory.get(at(account, 2), async (before) => `two after ${before}`)).toBe("two after one");
  expect(memory.get(at(account, 1), never)).toBe("two after one");
});

test("a reading that fails is not remembered, and what was before it stays to be told", async () => {
  const memory = new AccountMemory<string>();
  const account = newId<AccountId>();
  await memory.get(at(account, 1), async () => "one");
  const failing = async () => Promise.reject(new Error("away"));
  await expect(memory.get(at(account, 2), failing)).rejects.toThrow("away");
  expect(await memory.get(at(account, 2), async (before) => `two after ${before}`)).toBe("two after one");
  await expect(memory.get(at(newId<AccountId>(), 0), failing)).rejects.toThrow("away");
});

test("the account asked for longest ago is forgotten first", async () => {
  const memory = new AccountMemory<string>(2);
  const [a, b, c] = [newId<AccountId>(), newId<AccountId>(), newId<AccountId>()];
  for (const account of [a, b]) await memory.get(at(account, 0), async () => account);
  memory.get(at(a, 0), never);
  await memory.get(at(c, 0), async () => c);
  expect(memory.get(at(a, 0), never)).toBe(a);
  expect(memory.get(at(b, 0), async () => "again")).toBeInstanceOf(Promise);
});
