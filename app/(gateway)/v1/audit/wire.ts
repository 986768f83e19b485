import { z } from "zod";
import { ACTOR_KINDS } from "@/lib/audit/contract";

const moment = z.iso.datetime();
const hex = z.string().regex(/^[0-9a-f]{64}$/);
const state = z.record(z.string(), z.unknown()).nullable();

export const wireAuditEntry = z
  .object({
    accountId: z.uuid(),
    sequence: z.int().meta({ description: "Counts the entries of the account from 1, without gaps." }),
    id: z.uuid(),
    at: moment,
    actorKind: z.enum(ACTOR_KINDS).meta({
      description:
        "`user` is a signed-in person, `key` a program, `operator` the terminal of the server, `system` Layer itself.",
    }),
    actorId: z.uuid().nullable(),
    actorName: z.string().nullable().meta({ description: "What the actor was called then." }),
    action: z.string().meta({ description: "What was done, such as `key.created`. There may be new ones." }),
    subjectKind: z.string().meta({ description: "What kind of thing it was done to, such as `key`." }),
    subjectId: z.uuid().nullable(),
    subjectName: z.string().nullable().meta({ description: "What the thing was called then." }),
    before: state.meta({ description: "The fields that changed as they were; null for what is new." }),
    after: state.meta({ description: "The same fields as they are since; null for what is gone." }),
    network: z.string().nullable().meta({ description: "The address that it came from, where it is known." }),
    userAgent: z.string().nullable(),
    previousHash: hex.meta({ description: "The hash of the entry before; 64 zeros in the first one." }),
    hash: hex.meta({
      description:
        "SHA-256 of the 32 bytes of `previousHash` followed by this entry without `previousHash` and `hash` as JSON in UTF-8: no " +
        "blanks, the members of every object in the order of their names.",
    }),
  })
  .meta({ id: "AuditEntry" });

export const exampleAuditEntry: z.input<typeof wireAuditEntry> = {
  accountId: "0195f3a0-1a2b-7c3d-8e4f-5a6b7c8d9e0f",
  sequence: 42,
  id: "0195f3a0-7c1e-7b52-9a64-3f1c2d4e5a6b",
  at: "2026-11-24T09:30:00.000Z",
  actorKind: "user",
  actorId: "0195f3a0-2b3c-7d4e-9f5a-6b7c8d9e0f1a",
  actorName: "Ada Lovelace",
  action: "key.updated",
  subjectKind: "key",
  subjectId: "0195f3a0-3c4d-7e5f-8a6b-7c8d9e0f1a2b",
  subjectName: "Production (EU)",
  before: { name: "Production" },
  after: { name: "Production (EU)" },
  network: "203.0.113.7",
  userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
  previousHash: "8d1f0c2b7a6e5d4c3b2a19080706f5e4d3c2b1a09f8e7d6c5b4a392817065f4e",
  hash: "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
};
