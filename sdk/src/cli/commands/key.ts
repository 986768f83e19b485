import { createHash } from "node:crypto";
import { type Api, type KeyWithUsage, NotFoundError, verifyKeyFormat } from "../../index";
import { CliError, EXIT, usageError } from "../cli-error";
import type { Command, Session } from "../command";
import { momentOf, secondsOf } from "../moment-of";
import { isUuid, oneKey } from "../one-key";
import { sheet, table } from "../table";

const ONCE = "This is the only time it is shown. Keep it like a password.";

const create: Command = {
  name: "key create",
  args: "<name>",
  summary: "Make a key; its secret is shown this once",
  flags: {
    description: { value: "text", words: "What it is for" },
    tags: { value: "tags", words: "With commas between" },
    expires: { value: "when", words: "When it stops: 30d, or a moment; never otherwise" },
    access: { value: "kind", words: "inference or read; everything otherwise" },
  },
  async run({ given, out, layer, signal }) {
    const access = given.text("access");
    if (access !== undefined && access !== "inference" && access !== "read")
      throw usageError("--access: use inference or read.");
    const expires = given.text("expires");
    const body: Api.CreateKeyBody = {
      name: given.args[0] ?? "",
      ...(given.text("description") === undefined ? {} : { description: given.text("description") ?? null }),
      ...(given.text("tags") === undefined
        ? {}
        : { tags: (given.text("tags") ?? "").split(",").map((tag) => tag.trim()) }),
      ...(expires === undefined ? {} : { expiresAt: momentOf(expires, "--expires", "ahead") }),
      ...(access === undefined ? {} : { scope: { access } }),
    };
    const made = await layer().keys.create(body, { signal });
    out.result(made, () => `${sheet({ key: made.key, id: made.id, prefix: made.keyPrefix })}\n\n${ONCE}`);
  },
};

const list: Command = {
  name: "key list",
  summary: "List the keys that are not deleted",
  async run({ out, layer, signal }) {
    const keys: KeyWithUsage[] = [];
    for await (const key of layer().keys.list({ limit: 100 }, { signal })) keys.push(key);
    out.result(keys, () =>
      table(
        ["NAME", "KEY", "STATUS", "CREATED", "LAST USED", "ID"],
        keys.map((key) => [
          key.name,
          `${key.keyPrefix}…${key.keyLastFour}`,
          key.status,
          key.createdAt.slice(0, 10),
          key.lastUsedAt?.slice(0, 16).replace("T", " ") ?? "never",
          key.id,
        ]),
        "There are no keys. Make one: layer key create production",
      ),
    );
  },
};

const revoke: Command = {
  name: "key revoke",
  args: "<id>",
  summary: "Delete a key, by its id or name; it stops at once",
  flags: { force: { short: "f", words: "Do not ask" }, yes: { short: "y", words: "The same" } },
  async run({ given, out, layer, terminal, signal }) {
    const client = layer();
    const key = await oneKey(client, given.args[0] ?? "", signal);
    const isAnswered = given.has("force") || given.has("yes");
    const question = `Revoke the key ${key.name} (${key.keyPrefix}…)? What uses it stops at once.`;
    if (!isAnswered && !(await terminal.confirm(question, "Revoke it without a question: --force")))
      throw new CliError("declined", EXIT.general, "Nothing was revoked.");
    await client.keys.delete(key.id, { signal });
    out.result({ revoked: true, id: key.id, name: key.name }, () => `Revoked the key ${key.name}.`);
  },
};

const rotate: Command = {
  name: "key rotate",
  args: "<id>",
  summary: "Give a key a new secret, by its id or name; it is shown this once",
  flags: { "old-ends": { value: "when", words: "When the old secret stops: now, 1h, or a moment" } },
  async run({ given, out, layer, signal }) {
    const client = layer();
    const key = await oneKey(client, given.args[0] ?? "", signal);
    const made = await client.keys.rotate(key.id, oldSecretEnds(given.text("old-ends")), { signal });
    const until =
      made.rotatingUntil === null
        ? "The old secret has stopped."
        : `The old secret works until ${made.rotatingUntil}.`;
    out.result(
      made,
      () => `${sheet({ key: made.key, id: made.id, prefix: made.keyPrefix })}\n\n${ONCE}\n${until}`,
    );
  },
};

function oldSecretEnds(text: string | undefined): Api.RotateKeyBody {
  if (text === undefined) return {};
  if (text === "now") return { oldSecretEnds: "now" };
  return { oldSecretEnds: secondsOf(text) ?? momentOf(text, "--old-ends", "ahead") };
}

/** Switching a key off and on differ in one word. */
function switching(verb: "disable" | "enable", summary: string): Command {
  return {
    name: `key ${verb}`,
    args: "<id>",
    summary,
    async run({ given, out, layer, signal }) {
      const client = layer();
      const key = await oneKey(client, given.args[0] ?? "", signal);
      const changed = await client.keys[verb](key.id, { signal });
      out.result(changed, () => `The key ${changed.name} is ${changed.status}.`);
    },
  };
}

const find: Command = {
  name: "key find",
  args: "<clue>",
  summary: "Find whose key something is",
  notes:
    "The clue is the id of a key or of a request, a key's beginning (layer_…), its last four characters, a SHA-256, or the whole key:\n" +
    "of that only the SHA-256 is sent. A key on a command line stands in your shell's history; - reads it from standard input.",
  async run(session) {
    const found = await findKeys(session);
    session.out.result(found, () =>
      table(
        ["NAME", "STATUS", "SECRET", "ITS STATE", "LAST USED", "ID"],
        found.map(({ key, secret }) => [
          key.name,
          key.status,
          secret === null ? null : `${secret.prefix}…${secret.lastFour}`,
          secret?.state,
          key.lastUsedAt?.slice(0, 16).replace("T", " ") ?? "never",
          key.id,
        ]),
        "No key of this account fits.",
      ),
    );
    if (found.length === 0)
      throw new CliError("not_found", EXIT.notFound, "No key of this account fits the clue.");
  },
};

type Found = {
  key: Api.FindKeysAnswer["data"][number]["key"];
  secret: Api.FindKeysAnswer["data"][number]["secret"] | null;
};

async function findKeys({ given, layer, signal }: Session): Promise<Found[]> {
  const client = layer();
  const clue = given.args[0] === "-" ? await readLine() : (given.args[0] ?? "").trim();
  if (isUuid(clue)) {
    const key = await client.keys.get(clue, { signal }).catch((thrown: unknown) => {
      if (thrown instanceof NotFoundError) return null;
      throw thrown;
    });
    if (key !== null) return [{ key: key as unknown as Found["key"], secret: null }];
  }
  return (await client.keys.find(clueOf(clue), { signal })).data;
}

function clueOf(clue: string): Api.FindKeysBody {
  if (isUuid(clue)) return { requestId: clue };
  if (verifyKeyFormat(clue).valid) return { sha256: createHash("sha256").update(clue).digest("hex") };
  if (/^[0-9a-f]{64}$/i.test(clue)) return { sha256: clue.toLowerCase() };
  return clue.length === 4 ? { lastFour: clue } : { prefix: clue };
}

async function readLine(): Promise<string> {
  const { text } = await import("node:stream/consumers");
  return (await text(process.stdin)).trim();
}

export const keyCommands: Command[] = [
  create,
  list,
  revoke,
  rotate,
  switching("disable", "Refuse every call with a key until it is enabled again"),
  switching("enable", "Let a disabled key work again"),
  find,
];
