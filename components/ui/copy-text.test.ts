import { describe, expect, it, vi } from "vitest";
import { copyText } from "./copy-text";

function ways(clipboard: undefined | "works" | "refuses", selectionWorks: boolean) {
  return {
    clipboard:
      clipboard &&
      vi.fn(async () => {
        if (clipboard === "refuses") throw new DOMException("no", "NotAllowedError");
      }),
    selection: vi.fn(() => selectionWorks),
    select: vi.fn(),
  };
}

describe("copying", () => {
  it("uses the clipboard where there is one and touches nothing else", async () => {
    const all = ways("works", true);
    expect(await copyText("secret", all)).toBe("copied");
    expect(all.clipboard).toHaveBeenCalledWith("secret");
    expect(all.selection).not.toHaveBeenCalled();
  });

  it("falls back to a selection on plain HTTP, where there is no clipboard", async () => {
    const all = ways(undefined, true);
    expect(await copyText("secret", all)).toBe("copied");
    expect(all.selection).toHaveBeenCalledWith("secret");
    expect(all.select).not.toHaveBeenCalled();
  });

  it("falls back to a selection when the clipboard refuses", async () => {
    const all = ways("refuses", true);
    expect(await copyText("secret", all)).toBe("copied");
    expect(all.selection).toHaveBeenCalledWith("secret");
  });

  it("selects the text and never claims a copy when every way fails", async () => {
    const all = ways("refuses", false);
    expect(await copyText("secret", all)).toBe("selected");
    expect(all.select).toHaveBeenCalledOnce();
  });

  it("waits for the clipboard before it answers", async () => {
    let settle: () => void = () => undefined;
    const clipboard = () =>
      new Promise<void>((resolve) => {
        settle = resolve;
      });
    let result: string | undefined;
    const pending = copyText("secret", { ...ways(undefined, true), clipboard }).then((value) => {
      result = value;
    });
    await Promise.resolve();
    expect(result).toBeUndefined();
    settle();
    await pending;
    expect(result).toBe("copied");
  });
});
