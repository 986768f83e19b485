import { describe, expect, it } from "vitest";
import { tooltipPlace } from "./tooltip-box";

const page = { width: 400, height: 300 };
const box = { width: 100, height: 40 };
const anchorAt = (top: number, left: number) => ({ top, bottom: top + 20, left, width: 40 });

describe("a tooltip", () => {
  it("stands centred on the asked side", () => {
    expect(tooltipPlace(anchorAt(150, 180), box, page, "top")).toEqual({ top: 104, left: 150 });
    expect(tooltipPlace(anchorAt(150, 180), box, page, "bottom")).toEqual({ top: 176, left: 150 });
  });

  it("changes sides where there is no room", () => {
    expect(tooltipPlace(anchorAt(10, 180), box, page, "top").top).toBe(36);
    expect(tooltipPlace(anchorAt(270, 180), box, page, "bottom").top).toBe(224);
  });

  it("never leaves the window sideways", () => {
    expect(tooltipPlace(anchorAt(150, 0), box, page, "top").left).toBe(8);
    expect(tooltipPlace(anchorAt(150, 380), box, page, "top").left).toBe(292);
  });
});
