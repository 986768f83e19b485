import { PASSWORD_MAX_CHARACTERS, PASSWORD_MIN_CHARACTERS } from "@/lib/accounts/contract";

export type PasswordVerdict = { ok: true } | { ok: false; reason: string };

/** Characters that stand for letters in well-known tricks: `P@ssw0rd`. */
const DISGUISES: Record<string, string> = {
  "@": "a",
  "4": "a",
  "3": "e",
  "1": "i",
  "!": "i",
  "0": "o",
  $: "s",
  "5": "s",
  "7": "t",
};

const LONGEST_COMMON = 32;

/**
 * Whether a new password is good enough: 12 to 1,000 characters (code points of the composed form), not a common password, not
 * two of them glued together or dressed up with digits, and not the person's own address. No rule asks for kinds of characters
 * (NIST SP 800-63B-4, section 3.1.1.2). `common` holds lower-case passwords.
 */
export function passwordVerdictAgainst(
  common: ReadonlySet<string>,
  password: string,
  email: string,
): PasswordVerdict {
  const text = password.normalize("NFC");
  const length = [...text].length;
  if (length < PASSWORD_MIN_CHARACTERS) {
    return no(
      `Use at least ${PASSWORD_MIN_CHARACTERS} characters; this has ${length}. A few random words work well.`,
    );
  }
  if (length > PASSWORD_MAX_CHARACTERS) {
    return no(`Use at most ${PASSWORD_MAX_CHARACTERS} characters; this has ${length}.`);
  }
  if (text.includes("\u0000")) return no("Remove the NUL character from the password.");
  const lower = text.toLowerCase();
  if (resemblesAddress(lower, email.toLowerCase()))
    return no("Choose something that is not your e-mail address.");
  const undisguised = [...lower].map((character) => DISGUISES[character] ?? character).join("");
  if (isGuessable(lower, common) || isGuessable(undisguised, common)) {
    return no("This is made of very common passwords, which are tried first. Add some unrelated words.");
  }
  return { ok: true };
}

/** `passwordVerdictAgainst` with the bundled list of common passwords, which is loaded at first use. */
export async function passwordVerdict(password: string, email: string): Promise<PasswordVerdict> {
  return passwordVerdictAgainst(await commonPasswords(), password, email);
}

let loaded: Promise<ReadonlySet<string>> | undefined;

function commonPasswords(): Promise<ReadonlySet<string>> {
  loaded ??= import("@zxcvbn-ts/language-common").then(
    ({ dictionary }) => new Set<string>(dictionary["passwords-common"]),
  );
  return loaded;
}

function no(reason: string): PasswordVerdict {
  return { ok: false, reason };
}

/** Equal to the address, or nothing but the address (or its first part, if long) and up to four more characters. */
function resemblesAddress(lower: string, email: string): boolean {
  const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, "");
  const bare = letters(lower);
  const [local = "", domain = ""] = email.split("@");
  return [letters(email), letters(local), letters(local + local), letters(domain)].some(
    (part) => part.length >= 6 && bare.includes(part) && bare.length - part.length <= 4,
  );
}

/** A short unit repeated, or at most two pieces: known ones, or a known one with a few digits and signs beside it. */
function isGuessable(text: string, common: ReadonlySet<string>): boolean {
  const unit = shortestUnit(text);
  if (unit.length < text.length && unit.length < PASSWORD_MIN_CHARACTERS) return true;
  if (isKnown(text, common)) return true;
  // Two known pieces cannot be longer than this, and long texts must stay cheap to judge.
  if (text.length > 2 * LONGEST_COMMON) return false;
  for (let cut = 1; cut < text.length; cut++) {
    const [head, tail] = [text.slice(0, cut), text.slice(cut)];
    if (isKnown(head, common) && (isKnown(tail, common) || isTrimming(tail))) return true;
    if (isTrimming(head) && isKnown(tail, common)) return true;
  }
  return false;
}

function shortestUnit(text: string): string {
  return text.slice(0, (text + text).indexOf(text, 1));
}

function isKnown(text: string, common: ReadonlySet<string>): boolean {
  return (text.length <= LONGEST_COMMON && common.has(text)) || isRun(text);
}

/** Up to six digits or signs, as people hang them on a word: `2024!!`. */
function isTrimming(text: string): boolean {
  return text.length <= 6 && /^[^\p{L}]+$/u.test(text);
}

const ROWS = ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz"];

/** `aaaa`, `456789`, `fedcba`, `asdfgh`: one character again and again, or neighbours in one direction. */
function isRun(text: string): boolean {
  if (text.length < 3) return false;
  if (/^(.)\1*$/su.test(text)) return true;
  return ROWS.some((row) => {
    const cycle = row.repeat(Math.ceil(text.length / row.length) + 1);
    return cycle.includes(text) || [...cycle].reverse().join("").includes(text);
  });
}
