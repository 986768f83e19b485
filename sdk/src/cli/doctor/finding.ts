/** What a check found. A failed one says what to do. */
export type Finding = {
  check: "address" | "clock" | "key format" | "key checksum" | "key" | "gate" | "provider" | "streaming";
  state: "ok" | "failed" | "skipped";
  detail: string;
  fix?: string;
};

export function good(check: Finding["check"], detail: string): Finding {
  return { check, state: "ok", detail };
}

export function bad(check: Finding["check"], detail: string, fix: string): Finding {
  return { check, state: "failed", detail, fix };
}

export function skipped(check: Finding["check"], detail: string): Finding {
  return { check, state: "skipped", detail };
}
