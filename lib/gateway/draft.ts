import { isUtf8 } from "node:buffer";
import { AppError } from "@/lib/core/errors";
import { type Scan, scanTopLevel } from "./top-level-json";

/** A body that is a JSON object, before anyone has asked what it wants. */
export type Draft = {
  text: string;
  bytes: Uint8Array;
  json: Record<string, unknown>;
  scan: Scan;
  /** Set for a form: `json` then holds the fields that concern us, and `text` nothing. */
  form?: DraftForm;
};

export type DraftForm = {
  contentType: string;
  /** The form with some fields set to other JSON values (undefined removes one); the rest keeps its bytes. */
  edited(edits: Record<string, string | undefined>): Uint8Array;
};

const DEEPEST = 200;

/** Reads a body as a JSON object; returns the refusal when it is none, to be thrown once the caller is known. */
export function draftOf(bytes: Uint8Array): Draft | AppError {
  if (!isUtf8(bytes)) return new AppError("invalid_json", "The body is not valid UTF-8.");
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
  if (text.trim() === "")
    return new AppError("invalid_json", "The body is empty; a JSON object is expected.");
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json !== "object" || json === null || Array.isArray(json)) {
      return new AppError("invalid_json", "The body must be a JSON object.");
    }
    const scan = scanTopLevel(text);
    if (scan.deepest > DEEPEST) {
      return new AppError("invalid_json", `The body nests deeper than ${DEEPEST} levels.`);
    }
    return { text, bytes, json: json as Record<string, unknown>, scan };
  } catch {
    return new AppError("invalid_json", "The body is not valid JSON.");
  }
}

/** The draft of a body that we say ourselves. */
export function draftFrom(json: Record<string, unknown>): Draft {
  const text = JSON.stringify(json);
  return { text, bytes: Buffer.from(text), json, scan: scanTopLevel(text) };
}

/** The text of a member as the client wrote it. Of equal names the last counts, as for `JSON.parse`. */
export function rawMember({ text, scan }: Draft, name: string): string {
  const member = scan.members.findLast((candidate) => candidate.name === name);
  return member === undefined ? "" : text.slice(member.valueStart, member.end);
}

export type GateReference = {
  /** The id or name to look up; null for the default gate. */
  ref: string | null;
  /** True when the client said that it means a gate; false when it only wrote a model, which may be one. */
  explicit: boolean;
  /** True when it stands in `model`, which then names no model. */
  inModel: boolean;
};

/**
 * Which gate a request means: `gate_id`, `gateId` or `gate` in the body, the header `X-Layer-Gate-Id`, or a
 * gate's id or name in `model` (also as `layer/<gate>`), in that order.
 */
export function gateReferenceOf(headers: Pick<Headers, "get">, draft: Draft | null): GateReference {
  for (const name of GATE_FIELDS) {
    const value = draft?.json[name];
    if (typeof value === "string" && value !== "") return { ref: value, explicit: true, inModel: false };
  }
  const header = headers.get("x-layer-gate-id");
  if (header !== null && header !== "") return { ref: header, explicit: true, inModel: false };
  const model = draft?.json.model;
  if (typeof model !== "string" || model === "") return { ref: null, explicit: false, inModel: false };
  const marked = /^layer[/:](.+)$/.exec(model)?.[1];
  return { ref: marked ?? model, explicit: marked !== undefined, inModel: true };
}

/** Fields of the body that name a gate. They are ours, so they never reach a provider. */
export const GATE_FIELDS = ["gate_id", "gateId", "gate"] as const;
