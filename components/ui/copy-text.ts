/** How a copy ended: on the clipboard, or only selected, so that the person has to press the keys. */
export type CopyResult = "copied" | "selected";

/** The ways to copy that a browser offers, each of which may be absent or fail. */
export type CopyWays = {
  /** The asynchronous clipboard; absent outside HTTPS and localhost. */
  clipboard?: ((text: string) => Promise<void>) | undefined;
  /** Copies through a selection; false when the browser refused. */
  selection: (text: string) => boolean;
  /** Selects the text in sight, for copying by hand. */
  select: () => void;
};

/** Tries the ways in order and says what truly happened: never "copied" unless a way has confirmed it. */
export async function copyText(text: string, ways: CopyWays): Promise<CopyResult> {
  if (ways.clipboard) {
    try {
      await ways.clipboard(text);
      return "copied";
    } catch {
      // Refused by permission or policy; the selection below needs neither.
    }
  }
  if (ways.selection(text)) return "copied";
  ways.select();
  return "selected";
}

/** The ways of this browser. `beside` is an element of the same dialog; `shown` is where the text is in sight. */
export function browserWays(beside: HTMLElement, shown: () => HTMLElement | null): CopyWays {
  const clipboard = window.isSecureContext ? navigator.clipboard : undefined;
  return {
    clipboard: clipboard && ((text) => clipboard.writeText(text)),
    selection: (text) => copyBySelection(text, beside),
    select: () => {
      const element = shown();
      if (element) selectContents(element);
    },
  };
}

/**
 * Copies over plain HTTP too. A Range needs no focus, and it stands beside the button: a focus trap would take the
 * focus back from the usual hidden text field, and an element outside the dialog is inert.
 */
function copyBySelection(text: string, beside: HTMLElement): boolean {
  const holder = document.createElement("span");
  holder.textContent = text;
  holder.setAttribute("aria-hidden", "true");
  holder.style.cssText =
    "position:fixed;inset:0 auto auto 0;opacity:0;white-space:pre;user-select:text;pointer-events:none";
  holder.style.setProperty("-webkit-user-select", "text");
  let delivered = false;
  const onCopy = (event: ClipboardEvent) => {
    if (!event.clipboardData) return;
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
    event.stopImmediatePropagation();
    delivered = true;
  };
  const selection = document.getSelection();
  const before = Array.from({ length: selection?.rangeCount ?? 0 }, (_, index) =>
    selection?.getRangeAt(index),
  );
  (beside.parentElement ?? document.body).append(holder);
  document.addEventListener("copy", onCopy, true);
  try {
    selectContents(holder);
    return document.execCommand("copy") && delivered;
  } catch {
    return false;
  } finally {
    document.removeEventListener("copy", onCopy, true);
    holder.remove();
    selection?.removeAllRanges();
    for (const range of before) if (range) selection?.addRange(range);
  }
}

/** Selects all text of an element: of a field by its own selection, of anything else by a Range. */
export function selectContents(element: HTMLElement): void {
  if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) {
    element.focus();
    element.select();
    return;
  }
  const range = document.createRange();
  range.selectNodeContents(element);
  const selection = document.getSelection();
  selection?.removeAllRanges();
  selection?.addRange(range);
}
