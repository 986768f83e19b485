import { expect, test } from "vitest";
import { AUDIT_ACTIONS, type AuditEntry } from "@/lib/audit/contract";
import { type AccountId, type AuditEntryId, newId } from "@/lib/core/ids";
import { placesBeside, readPlace } from "./trail-place";
import { trailRow } from "./trail-row";

const person = newId<never>();
const thing = newId<never>();

function entry(given: Partial<AuditEntry>): AuditEntry {
  return {
    accountId: newId<AccountId>(),
    sequence: 42,
    id: newId<AuditEntryId>(),
    at: new Date("2026-11-24T09:30:00Z"),
    actorKind: "user",
    actorId: person,
    actorName: "Ada",
    action: "key.updated",
    subjectKind: "key",
    subjectId: thing,
    subjectName: "Production",
    before: null,
    after: null,
    network: null,
    userAgent: null,
    previousHash: new Uint8Array(32),
    hash: new Uint8Array(32).fill(255),
    ...given,
  };
}

function sentence(given: Partial<AuditEntry>): string {
  const { who, did, what } = trailRow(entry(given), new Set());
  return [who.text, did, what?.text].filter(Boolean).join(" ");
}

test.each<[string, Partial<AuditEntry>]>([
  ["Ada changed the key Production", {}],
  [
    "The key Ops deleted the gate support",
    { actorKind: "key", actorName: "Ops", action: "gate.deleted", subjectName: "support" },
  ],
  [
    "The operator created the account Lovelace",
    {
      actorKind: "operator",
      actorId: null,
      action: "account.created",
      subjectKind: "account",
      subjectName: "Lovelace",
    },
  ],
  [
    "Guard noticed a new model on the key Production",
    { actorKind: "system", actorId: null, actorName: "Guard", action: "key.new_model" },
  ],
  [
    "Ada signed in with Firefox on Linux",
    { action: "session.opened", subjectKind: "session", subjectName: "Firefox on Linux" },
  ],
  [
    "Ada changed their password",
    { action: "user.password_changed", subjectKind: "user", subjectId: person, subjectName: "Ada" },
  ],
  [
    "Ada changed their name to Countess",
    { action: "user.updated", subjectKind: "user", subjectId: person, subjectName: "Countess" },
  ],
  [
    "Sign-in refused a wrong password for Ada",
    {
      actorKind: "system",
      actorName: "Sign-in",
      action: "session.refused",
      subjectKind: "user",
      subjectName: "Ada",
    },
  ],
  ["Somebody who is gone rotated the key Production", { actorName: null, action: "key.rotated" }],
])("%s", (expected, given) => {
  expect(sentence(given)).toBe(expected);
});

test("every action is a sentence that its subject ends", () => {
  for (const words of Object.values(AUDIT_ACTIONS)) expect(words).toMatch(/^[a-z][a-z '-]+[a-z]$/);
});

test("an entry leads to what it is about, where that can still be looked at", () => {
  const hrefs = (["key", "gate", "provider_key", "price", "spending_limit"] as const).map(
    (subjectKind) => trailRow(entry({ subjectKind }), new Set()).what?.href,
  );
  expect(hrefs).toEqual([`/keys/${thing}`, null, "/provider-keys", "/prices", "/spending"]);
  expect(trailRow(entry({ subjectKind: "gate" }), new Set([thing])).what?.href).toBe(`/gates/${thing}`);
});

test("what changed is in words; of something new only what is set is told", () => {
  const changed = entry({
    before: { name: "Old", isDefault: false, tags: [], scope: null },
    after: { name: "New", isDefault: true, tags: ["a", "b"], scope: { gates: ["x"] } },
  });
  expect(trailRow(changed, new Set()).changes).toEqual([
    { field: "name", label: "Name", before: "Old", after: "New" },
    { field: "isDefault", label: "Is default", before: "no", after: "yes" },
    { field: "tags", label: "Tags", before: "not set", after: "a, b" },
    { field: "scope", label: "Scope", before: "not set", after: '{\n  "gates": [\n    "x"\n  ]\n}' },
  ]);
  const made = entry({ after: { inputUsdPerMillion: "2", outputUsdPerMillion: null, tags: [] } });
  expect(trailRow(made, new Set()).changes).toEqual([
    { field: "inputUsdPerMillion", label: "Input USD per million", before: "—", after: "2" },
  ]);
});

test("browsers are named, and programs by what they call themselves", () => {
  const client = (userAgent: string | null) => trailRow(entry({ userAgent }), new Set()).from.client;
  expect(client("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")).toBe(
    "Firefox on Linux",
  );
  expect(["curl/8.5.0", "", null].map(client)).toEqual(["curl", null, null]);
});

test("places in the address lead to both sides of a page, and junk is the first page", () => {
  const entries = [entry({ sequence: 9 }), entry({ sequence: 5 })];
  expect(placesBeside({ entries, newer: true, older: true })).toEqual({ newer: "a9", older: "b5" });
  expect(placesBeside({ entries, newer: false, older: false })).toEqual({ newer: null, older: null });
  expect([readPlace("b5"), readPlace("a9"), readPlace("c5"), readPlace("b5x"), readPlace(null)]).toEqual([
    { before: 5 },
    { after: 9 },
    {},
    {},
    {},
  ]);
});
